import { describeError } from "../i18n/describe-error.ts";

export interface ToastState {
  id: number;
  kind: "info" | "error";
  message: string;
}

/** How long one stays, in ms; errors stay until they are closed. */
const SHOWN_MS = 5_000;

const listeners = new Set<() => void>();
let last = 0;
let shown: readonly ToastState[] = [];

function show(next: readonly ToastState[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Short messages at the edge of the screen about something that was done, or failed. */
export const toast = {
  info(message: string): void {
    const id = add("info", message);
    setTimeout(() => toast.close(id), SHOWN_MS);
  },
  /** For what failed where nothing else would show it. */
  error(error: unknown): void {
    add("error", describeError(error));
  },
  close(id: number): void {
    show(shown.filter((each) => each.id !== id));
  },
  get current(): readonly ToastState[] {
    return shown;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function add(kind: ToastState["kind"], message: string): number {
  last += 1;
  const others = shown.filter((each) => each.message !== message).slice(-3);
  show([...others, { id: last, kind, message }]);
  return last;
}
