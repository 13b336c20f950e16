import { placeKey } from "@hubbub/client";
import { useEffect, useSyncExternalStore } from "react";

/** Gives the seq of the newest message that the user can edit, once it is sent; 0: none is shown. */
export type FindLast = () => number | Promise<number>;

const edited = new Map<string, number>();
const finders = new Map<string, FindLast>();
const listeners = new Set<() => void>();

/** Seq of the message that is being edited in a channel (thread 0) or a thread; 0: none. One at a time in each. */
export function editedIn(channel: number, thread: number): number {
  return edited.get(placeKey(channel, thread)) ?? 0;
}

export function edit(channel: number, thread: number, seq: number): void {
  edited.set(placeKey(channel, thread), seq);
  tell();
}

export function stopEditing(channel: number, thread: number): void {
  edited.delete(placeKey(channel, thread));
  tell();
}

/** Begins to edit the newest own message that is shown there. Whether there is one. */
export function editLast(channel: number, thread: number): boolean {
  const found = finders.get(placeKey(channel, thread))?.() ?? 0;
  if (typeof found === "number") return begin(found);
  void found.then(begin);
  return true;

  function begin(seq: number): boolean {
    if (seq > 0) edit(channel, thread, seq);
    return seq > 0;
  }
}

/** Seq of the message that is being edited there; 0: none. For the list, which finds the newest own one for `editLast`. */
export function useEditing(channel: number, thread: number, findLast: FindLast): number {
  useEffect(() => {
    const key = placeKey(channel, thread);
    finders.set(key, findLast);
    return () => {
      if (finders.get(key) === findLast) finders.delete(key);
    };
  }, [channel, thread, findLast]);
  return useSyncExternalStore(subscribe, () => editedIn(channel, thread));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
