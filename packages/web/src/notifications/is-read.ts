import { type ClientState, placeKey } from "@hubbub/client";

/** Whether the user has read a message, in its channel or in its thread, on any device. Of a channel that they left: yes. */
export function isRead(
  state: ClientState,
  { channel, seq, thread }: { channel: number; seq: number; thread: number },
): boolean {
  const inThread = state.threads.current.get(placeKey(channel, thread))?.read ?? 0;
  return Math.max(state.readOf(channel) ?? Infinity, inThread) >= seq;
}
