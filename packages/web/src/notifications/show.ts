import type { MessageEvent } from "@hubbub/client";

import type { Chat } from "../app/session.ts";
import { nameOf } from "../app/use-user.ts";
import { text } from "../i18n/text.ts";
import { placeName } from "../search/use-place-name.ts";
import { notificationOf } from "../service-worker/notification.ts";

/** As much of a message is shown, in UTF-16 units. */
const SHOWN = 240;

/**
 * Shows a message as the browser's notification, which leads to it. It is the service worker's and looks as a pushed one,
 * so that of both there is one for a channel.
 */
export async function showMessage({ client, state }: Chat, message: MessageEvent): Promise<void> {
  const { channel, seq, thread, at } = message;
  const author = message.alias?.name ?? nameOf(await client.user(message.user), text.common.somebody);
  const info = state.channels.current.get(channel);
  const title = info?.name === "" ? author : text.notifications.title(author, placeName(info, state));
  const said = message.text || message.files.map(({ name }) => name).join(", ");
  await show({ channel, seq, thread, at, reason: "", count: 1, title, body: shortened(said) });
}

/** A notification to try how they look. */
export async function showTest(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  const { testTitle: title, testBody: body } = text.notifications;
  const data = { type: "open", path: location.pathname };
  await registration.showNotification(title, { body, tag: "test", icon: "/icon-192.png", data });
}

async function show(message: Parameters<typeof notificationOf>[0]): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  const { title, ...options } = notificationOf(message);
  await registration.showNotification(title, options);
}

function shortened(said: string): string {
  return said.length <= SHOWN ? said : `${said.slice(0, SHOWN - 1)}…`;
}
