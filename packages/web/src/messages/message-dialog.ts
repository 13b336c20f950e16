import type { MessageState, OwnChannel } from "@hubbub/client";

/** A message in the place where it is shown. */
export interface MessagePlace {
  channel: OwnChannel;
  message: MessageState;
  /** Seq of the root where a thread is shown; 0: in the channel. */
  thread: number;
}

/** What is open over everything else about one message. */
export type MessageDialog = MessagePlace &
  (
    | { kind: "delete" | "report" | "history" }
    /** All that can be done with it, for fingers. */
    | { kind: "actions"; onEdit: () => void }
  );

const listeners = new Set<() => void>();
let current: MessageDialog | undefined;

/** The dialog about a message that is open. It outlives the message's row, which the list may let go of. */
export const messageDialog = {
  get current(): MessageDialog | undefined {
    return current;
  },
  open(dialog: MessageDialog): void {
    set(dialog);
  },
  close(): void {
    set(undefined);
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function set(dialog: MessageDialog | undefined): void {
  current = dialog;
  for (const listener of listeners) listener();
}
