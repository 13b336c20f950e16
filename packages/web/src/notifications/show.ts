import { routes } from "../app/routes.ts";
import type { Chat } from "../app/session.ts";
import { nameOf } from "../app/use-user.ts";
import { text } from "../i18n/text.ts";
import { placeName } from "../search/use-place-name.ts";
import { type NotificationData, notificationOf, tagOf } from "../service-worker/notification.ts";
import type { Gathered } from "./gather.ts";

/** As much of a message is shown, in UTF-16 units. */
const SHOWN = 240;

/**
 * Shows the newest of a channel's messages as the browser's notification, which leads to it. It is the service worker's and
 * looks as a pushed one, so that of both there is one for a channel; it counts those that it takes the place of.
 */
export async function showMessage(
  { client, state }: Chat,
  { newest, first, count }: Gathered,
  silent: boolean,
): Promise<void> {
  const { channel, seq, thread, at } = newest;
  const author = newest.alias?.name ?? nameOf(await client.user(newest.user), text.common.somebody);
  const info = state.channels.current.get(channel);
  const place = info?.name === "" ? author : text.notifications.title(author, placeName(info, state));
  const said = newest.text || newest.files.map(({ name }) => name).join(", ");
  const registration = await navigator.serviceWorker.ready;
  const [open] = await registration.getNotifications({ tag: tagOf(channel) });
  const before = (open?.data as NotificationData | undefined)?.message;
  // One that was pushed may count some of the same.
  const others = before === undefined || before.seq >= first ? 0 : before.count;
  const about = { channel, seq, thread, at, reason: "", count: others + count };
  const { title, ...options } = notificationOf({ ...about, title: place, body: shortened(said) });
  await registration.showNotification(title, { ...options, silent });
}

/** Shows that there are messages in many channels, in place of a notification for each, and leads to the newest. */
export async function showSummary(
  { state }: Chat,
  gathered: readonly Gathered[],
  silent: boolean,
): Promise<void> {
  const newestFirst = gathered.toSorted((a, b) => b.newest.at - a.newest.at);
  const count = gathered.reduce((sum, each) => sum + each.count, 0);
  const names = newestFirst.map(({ newest }) =>
    placeName(state.channels.current.get(newest.channel), state).replace(/^# /, "#"),
  );
  const { channel = 0, seq: at, thread } = newestFirst[0]?.newest ?? {};
  const data: NotificationData = { path: routes.channel(channel, { at, thread: thread || undefined }) };
  const registration = await navigator.serviceWorker.ready;
  for (const { newest } of gathered)
    for (const open of await registration.getNotifications({ tag: tagOf(newest.channel) })) open.close();
  const body = shortened(names.join(", "));
  const options = { body, tag: "summary", renotify: true, icon: "/icon-192.png", silent, data };
  await registration.showNotification(text.notifications.summary(count, gathered.length), options);
}

/** A notification to try how they look. */
export async function showTest(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  const { testTitle: title, testBody: body } = text.notifications;
  const data: NotificationData = { path: location.pathname };
  await registration.showNotification(title, { body, tag: "test", icon: "/icon-192.png", data });
}

function shortened(said: string): string {
  return said.length <= SHOWN ? said : `${said.slice(0, SHOWN - 1)}…`;
}
