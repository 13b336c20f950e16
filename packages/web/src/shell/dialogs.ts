import type { ComponentType } from "react";

import { toast } from "../design/toast.ts";

/** What every dialog takes. */
export interface Closable {
  onClose: () => void;
}

/** What is open over the chat. */
interface OpenDialog {
  component: ComponentType<Closable>;
  props: object;
}

const listeners = new Set<() => void>();
let current: OpenDialog | undefined;

/** The dialog over the chat that is open, if one is. */
export const dialogs = {
  get current(): OpenDialog | undefined {
    return current;
  },
  /** Loads a dialog and opens it, instead of one that is open. If it can't be loaded a toast says so. */
  open<P extends Closable>(load: () => Promise<ComponentType<P>>, props: Omit<P, "onClose">): void {
    load().then((component) => {
      set({ component: component as unknown as ComponentType<Closable>, props });
    }, toast.error);
  },
  close: (): void => set(undefined),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function set(next: OpenDialog | undefined): void {
  current = next;
  for (const listener of listeners) listener();
}
