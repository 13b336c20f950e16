import type { MessageContent, User } from "@hubbub/client";
import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { useSelected } from "../app/use-observable.ts";
import { useNamedEmoji } from "../emoji/use-named-emoji.ts";
import type { Words } from "../markdown/words.ts";
import { channelNames, NO_CHANNEL_NAMES } from "./channel-names.ts";

/** What names in a message mean for the user. The same object until one of them means something else. */
export function useWords(
  content: Pick<MessageContent, "text" | "mentions" | "mentionsChannel" | "mentionsHere">,
): Words {
  const { client, state } = useChat();
  const { text, mentionsChannel, mentionsHere } = content;
  const mentions = useUsers(content.mentions);
  const hasSign = text.includes("#");
  const channels = useSelected(state.channels, (all) => (hasSign ? channelNames(all) : NO_CHANNEL_NAMES));
  const emoji = useNamedEmoji(text);
  const me = client.me?.id ?? 0;
  return useMemo(
    () => ({
      mentions,
      mentionsAll: [...(mentionsChannel ? ["channel"] : []), ...(mentionsHere ? ["here"] : [])],
      me,
      channel: (name) => channels.ids.get(name),
      channelNames: channels.names,
      emoji,
      inLink: false,
    }),
    [mentions, mentionsChannel, mentionsHere, me, channels, emoji],
  );
}

const NOBODY: readonly User[] = [];
const never = () => () => {};

/** Those of these users that are known. */
function useUsers(ids: readonly number[]): readonly User[] {
  const { state } = useChat();
  const last = useRef(NOBODY);
  const look = useCallback(() => {
    const known = ids.map((id) => state.user(id)).filter((user) => user !== undefined);
    const same = known.length === last.current.length && known.every((user, at) => user === last.current[at]);
    if (!same) last.current = known;
    return last.current;
  }, [state, ids]);
  return useSyncExternalStore(ids.length === 0 ? never : state.subscribeUsers, look);
}
