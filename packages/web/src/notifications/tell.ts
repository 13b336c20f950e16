import { localSettings } from "../app/local-settings.ts";
import type { Chat } from "../app/session.ts";
import { tellOnce } from "../service-worker/told.ts";
import type { Gathered } from "./gather.ts";
import { showMessage, showSummary } from "./show.ts";
import { playSound } from "./sound.ts";

/** More channels at once are told of by one notification for all. */
const CHANNELS_MAX = 3;

/** Tells of messages as it is set in this browser, of those that no push has told of: one sound, and a notification for each channel. */
export async function tell(chat: Chat, gathered: readonly Gathered[]): Promise<void> {
  const { notifications, sounds } = localSettings();
  const canShow = notifications && Notification.permission === "granted";
  if (!canShow && !sounds) return;
  const how = canShow ? "shown" : "heard";
  // A browser that keeps nothing (some private windows) may tell twice.
  const told = await Promise.all(gathered.map(({ newest }) => tellOnce(newest, how).catch(() => undefined)));
  const fresh = gathered.filter((_, at) => told[at] === undefined);
  if (fresh.length === 0) return;
  const isHeard = sounds && (await playSound());
  if (!canShow) return;
  // Without sounds it is silent, too, and with them it isn't heard twice.
  const silent = isHeard || !sounds;
  if (fresh.length > CHANNELS_MAX) return showSummary(chat, fresh, silent);
  for (const each of fresh) await showMessage(chat, each, silent);
}
