import { type ChannelInfo, ChannelKind, type ClientState } from "@hubbub/client";
import { useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { nameOf } from "../app/use-user.ts";
import { text } from "../i18n/text.ts";

/** Who else is in a direct channel; who is in it alone, themselves. */
export function othersIn(channel: ChannelInfo, me: number | undefined): readonly number[] {
  const others = channel.users.filter((user) => user !== me);
  return others.length > 0 ? others : channel.users;
}

/** How a channel is called: a direct one as its people, as far as they are known now. */
export function channelName(channel: ChannelInfo, state: ClientState): string {
  if (channel.kind !== ChannelKind.DIRECT) return channel.name;
  const others = othersIn(channel, state.client.me?.id);
  return others.map((id) => nameOf(state.user(id), text.common.somebody)).join(", ");
}

/** How a channel is called: a direct one as its people. */
export function useChannelName(channel: ChannelInfo): string {
  const { state } = useChat();
  return useSyncExternalStore(state.subscribeUsers, () => channelName(channel, state));
}
