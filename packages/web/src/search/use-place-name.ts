import { type ChannelInfo, ChannelKind, type ClientState } from "@hubbub/client";
import { useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { useSelected } from "../app/use-observable.ts";
import { channelName } from "../channel/channel-name.ts";
import { text } from "../i18n/text.ts";

/** How a channel is called where a message of it is named: `# general`, or who a direct channel is with. */
export function usePlaceName(id: number): string {
  const { state } = useChat();
  const channel = useSelected(state.channels, (channels) => channels.get(id));
  return useSyncExternalStore(state.subscribeUsers, () => placeName(channel, state));
}

/** The same, as far as it is known now. Of a channel that the user isn't in only that it is another one. */
export function placeName(channel: ChannelInfo | undefined, state: ClientState): string {
  if (channel === undefined) return text.search.elsewhere;
  const name = channelName(channel, state);
  return channel.kind === ChannelKind.DIRECT ? name : text.channels.hashName(name);
}
