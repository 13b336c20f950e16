import {
  ChannelKind,
  type ClientState,
  type MessageEvent,
  NotificationLevel,
  placeKey,
} from "@hubbub/client";

import { hasKeyword } from "./keywords.ts";

/** Why the user is told of a message; the first that applies. */
export type Reason = "mention" | "channel" | "here" | "thread" | "keyword" | "direct" | "message";

/** Whether, and why, the user is to be told of a message: the server's rules (docs/SPEC.md, "Notifications"), so that pushes and this page agree. */
export function reasonToTell(state: ClientState, message: MessageEvent): Reason | undefined {
  const me = state.client.me?.id;
  const channel = state.channels.current.get(message.channel);
  if (channel === undefined || message.user === me || message.deleted) return undefined;
  const level = channel.mine?.level ?? NotificationLevel.UNSPECIFIED;
  if (level === NotificationLevel.NOTHING) return undefined;
  if (me !== undefined && message.mentions.includes(me)) return "mention";
  if (message.mentionsChannel) return "channel";
  if (message.mentionsHere) return "here";
  const isFollowed = state.threads.current.has(placeKey(message.channel, message.thread));
  if (message.thread > 0 && isFollowed) return "thread";
  if (hasKeyword(message.text, state.preferences.current?.keywords ?? [])) return "keyword";
  if (message.thread > 0 && !message.inChannel) return undefined;
  if (channel.kind === ChannelKind.DIRECT) return level === NotificationLevel.MENTIONS ? undefined : "direct";
  return level === NotificationLevel.ALL ? "message" : undefined;
}
