import type { ChannelEvent } from "@hubbub/client";

import { onChannelEvents } from "../app/channel-events.ts";
import { localSettings } from "../app/local-settings.ts";
import type { Chat } from "../app/session.ts";
import { watchIdle } from "./idle.ts";
import { Places } from "./places.ts";
import { isQuiet } from "./quiet.ts";
import { reasonToTell } from "./reason.ts";
import { showMessage } from "./show.ts";
import { playSound } from "./sound.ts";
import { showCounts } from "./title.ts";

/** The tab that holds it is the one that notifies. */
const LOCK = "hubbub-notifier";

/** Tells the user of what comes while the page is open, until `stop`; call `moved` when the address is another. */
export function startNotifications(chat: Chat): { moved: () => void; stop: () => void } {
  const { state } = chat;
  const places = new Places();
  const counts = showCounts(chat);
  const ending = new AbortController();
  const heard = (event: ChannelEvent) => {
    if (event.kind !== "message" || reasonToTell(state, event) === undefined) return;
    if (isQuiet(state) || places.isSeen(event.channel)) return;
    const { notifications, sounds } = localSettings();
    if (sounds) playSound().catch(failed);
    if (notifications && Notification.permission === "granted") showMessage(chat, event).catch(failed);
  };
  void leads(ending.signal, () => onChannelEvents(state, heard)).catch(failed);
  const stopIdle = watchIdle(state);
  return {
    moved: () => {
      places.tell();
      counts.update();
    },
    stop: () => {
      ending.abort();
      stopIdle();
      counts.stop();
      places.close();
    },
  };
}

function failed(error: unknown): void {
  console.warn("A notification couldn't be shown.", error);
}

/** Runs `begin` when this is the one tab that notifies, and what it gives back at the end. */
async function leads(signal: AbortSignal, begin: () => () => void): Promise<void> {
  // Browsers have it for secure addresses alone, as they have notifications.
  if (!("locks" in navigator)) return void signal.addEventListener("abort", begin());
  const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  try {
    await navigator.locks.request(LOCK, { signal }, async () => {
      const stop = begin();
      await ended;
      stop();
    });
  } catch (error) {
    // It was another tab's until the end.
    if (!signal.aborted) throw error;
  }
}
