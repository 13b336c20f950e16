import { notificationOf, type PushedMessage, tagOf } from "./notification.ts";
import { tellOnce } from "./told.ts";

/**
 * Shows what was pushed. What a page has told of already is not told again: its notification stays as it is, or away if it
 * was put away; where the page could only make a sound, it is shown without one.
 */
export async function showPush(
  registration: ServiceWorkerRegistration,
  message: PushedMessage,
): Promise<void> {
  // A browser that keeps nothing (some private windows) may tell twice.
  const before = await tellOnce(message, "shown").catch(() => undefined);
  if (before === "shown") {
    const [open] = await registration.getNotifications({ tag: tagOf(message.channel) });
    if (open === undefined) return;
  }
  const { title, ...about } = notificationOf(message);
  const options = { ...about, renotify: before !== "shown", silent: before !== undefined };
  await registration.showNotification(title, options);
}
