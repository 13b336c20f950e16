import type { Event, Message } from "@hubbub/protocol";

import type { Members } from "./members.ts";
import { shortened } from "./shortened.ts";

/** Characters of the message that are shown. */
const TEXT_LENGTH = 240;

/**
 * What a browser's service worker gets, as JSON: which message it is, why, how many there are in the channel, and what to
 * show.
 */
export function pushText(
  { reason, count }: { reason: string; count: number },
  { channel, seq, at, user }: Event,
  message: Message,
  members: Members,
): string {
  const author = message.alias?.name ?? members.user(user)?.name ?? "";
  const name = members.channelName(channel);
  return JSON.stringify({
    channel,
    seq,
    thread: message.thread,
    at,
    reason,
    count,
    title: name === "" ? author : `${author} in #${name}`,
    body: shortened(message.text || message.files.map((file) => file.name).join(", "), TEXT_LENGTH),
  });
}
