import type { ChannelEvent } from "@hubbub/client";
import { useCallback, useEffect } from "react";

import { onChannelEvents } from "../app/channel-events.ts";
import { useChat } from "../app/chat-context.ts";
import { gathered } from "../app/gathered.ts";
import { Pane } from "../design/Pane.tsx";
import { useText } from "../i18n/text.ts";
import { FoundList } from "./FoundList.tsx";
import { useFound } from "./use-found.ts";

import styles from "./SearchPane.module.css";

/** The messages that mention the user, the newest first. */
export function MentionsPane() {
  const text = useText();
  const { client, state } = useChat();
  const found = useFound(useCallback((cursor: string) => client.mentions({ cursor }), [client]));
  const { refresh } = found;
  useEffect(() => {
    const { soon, stop } = gathered(refresh);
    const isMine = ({ mentions, mentionsChannel, mentionsHere }: Mentioning) =>
      mentionsChannel || mentionsHere || mentions.includes(client.me?.id ?? 0);
    const heard = (event: ChannelEvent) => {
      if ((event.kind === "message" || event.kind === "edited") && isMine(event)) soon();
    };
    const off = onChannelEvents(state, heard);
    return () => {
      stop();
      off();
    };
  }, [client, state, refresh]);
  return (
    <Pane title={text.search.mentions}>
      <div className={styles["scroller"]}>
        <FoundList label={text.search.mentions} state={found} empty={text.search.noMentions} {...found} />
      </div>
    </Pane>
  );
}

interface Mentioning {
  mentions: readonly number[];
  mentionsChannel: boolean;
  mentionsHere: boolean;
}
