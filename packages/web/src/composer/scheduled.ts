import type { Scheduled } from "@hubbub/client";

import type { Chat } from "../app/session.ts";
import { writingIn } from "./writing.ts";

/** It isn't sent; or, having failed, is forgotten. */
export async function cancelScheduled({ client }: Chat, { id }: Scheduled): Promise<void> {
  await client.cancelScheduled(id);
}

/** Sends it without waiting for its time. RefusedError: it stays where it was. */
export async function sendScheduledNow(chat: Chat, scheduled: Scheduled): Promise<void> {
  const { channel, thread, text, files } = scheduled;
  const send = () => chat.state.channel(channel)?.send(text, { files, ...(thread > 0 && { thread }) });
  // What isn't due any more, and what holds files, which end with the last that uses them, is sent first.
  if (scheduled.failed !== "" || files.length > 0) {
    await send();
    return cancelScheduled(chat, scheduled);
  }
  await cancelScheduled(chat, scheduled);
  await send();
}

/** Makes it the draft of its place again, behind what is written there. */
export async function editScheduled(chat: Chat, scheduled: Scheduled): Promise<void> {
  const { channel, thread, text, files } = scheduled;
  const writing = writingIn(chat, channel, thread);
  // The draft holds the files before the scheduled message lets go of them.
  writing.append(text, files);
  chat.state.flush();
  await cancelScheduled(chat, scheduled);
}
