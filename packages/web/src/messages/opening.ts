import type { MessageView } from "@hubbub/client";

import { firstUnread } from "./rows.ts";

/** Where a list is to be scrolled to. Each wish is an object of its own: the same place can be wished again. */
export interface Goal {
  kind: "newest" | "unread" | "message";
  /** Of the message; 0 for the newest. */
  seq: number;
}

/** Where a list begins that nobody has asked for a message: at the first unread one, or at the newest. */
export function beginning(view: MessageView, read: number, me: number): Goal {
  const unread = firstUnread(view.current.messages, read, me);
  return unread === undefined ? { kind: "newest", seq: 0 } : { kind: "unread", seq: unread.seq };
}

/** Whether the view holds what comes after `read`, or the newest where nothing does. */
export function holdsBeginning({ current }: MessageView, read: number): boolean {
  const { messages, moreBefore, moreAfter, loading } = current;
  if (loading) return false;
  const [first, last] = [messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0];
  return (first <= read + 1 || !moreBefore) && (!moreAfter || last > read);
}

/** Brings a view that has loaded to where a list begins. */
export async function bringToBeginning(view: MessageView, read: number, me: number): Promise<void> {
  if (!holdsBeginning(view, read) && read < Infinity) await view.jump(read + 1);
  if (beginning(view, read, me).kind === "newest") await view.toNewest();
}

/** Brings the view to a message. */
export async function bringTo(view: MessageView, seq: number): Promise<void> {
  await loaded(view);
  await view.jump(seq);
}

/** Resolves when something is there, or nothing will be. */
export function loaded(view: MessageView): Promise<void> {
  const isDone = () => !view.current.loading || view.current.error !== undefined;
  return new Promise((resolve) => {
    if (isDone()) return resolve();
    const off = view.subscribe(() => {
      if (!isDone()) return;
      off();
      resolve();
    });
  });
}
