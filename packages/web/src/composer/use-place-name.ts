import type { OwnChannel } from "@hubbub/client";
import { useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { nameOf } from "../app/use-user.ts";
import { useText } from "../i18n/text.ts";

/** How a channel is called: a direct one by the others in it. */
export function usePlaceName(channel: OwnChannel): string {
  const { client, state } = useChat();
  const text = useText();
  const name = () => {
    if (channel.name !== "") return channel.name;
    const others = channel.users.filter((id) => id !== client.me?.id);
    const people = others.length > 0 ? others : channel.users;
    return people.map((id) => nameOf(state.user(id), text.common.somebody)).join(", ");
  };
  return useSyncExternalStore(state.subscribeUsers, name);
}
