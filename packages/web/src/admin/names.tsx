import type { ChannelInfo } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { useObservable } from "../app/use-observable.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { useAdminText } from "../i18n/admin-text.ts";

/** How a user is called; 0 is the server. */
export function UserName({ id }: { id: number }) {
  const text = useAdminText();
  return <bdi>{nameOf(useUser(id), text.someone(id))}</bdi>;
}

/** How a channel is called, as far as the administrator may know it. */
export function useChannelName(): (id: number) => string {
  const text = useAdminText();
  const { client, state } = useChat();
  const own = useObservable(state.channels);
  const { value } = useLoaded<ChannelInfo[]>(() => client.channels.list(), [client]);
  return (id) => {
    const channel = own.get(id) ?? value?.find((each) => each.id === id);
    if (channel === undefined) return text.channelNumber(id);
    return channel.name === "" ? text.directMessages : `#${channel.name}`;
  };
}
