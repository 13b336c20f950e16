import type { ClientState } from "@hubbub/client";

import type { NotificationData } from "../service-worker/notification.ts";
import { isRead } from "./is-read.ts";

/** Puts the notifications of messages away that are read, here or on another device, until the function given back is called. */
export function closeRead(state: ClientState): () => void {
  let before = 0;
  const look = () => {
    const { channels, threads } = state.unread.current;
    const unread = channels.values().reduce((sum, { messages }) => sum + messages, threads);
    // Nothing was read where there is more of it.
    if (unread < before) void closeThose(state);
    before = unread;
  };
  const stop = state.unread.subscribe(look);
  look();
  return stop;
}

async function closeThose(state: ClientState): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.ready;
  for (const notification of await registration.getNotifications()) {
    const { message } = notification.data as NotificationData;
    if (message !== undefined && isRead(state, message)) notification.close();
  }
}
