import type { ChannelEvent } from "@hubbub/client";
import { useCallback, useEffect } from "react";

import { onChannelEvents } from "../app/channel-events.ts";
import { useChat } from "../app/chat-context.ts";
import { Pane } from "../design/Pane.tsx";
import { useText } from "../i18n/text.ts";
import { FoundList } from "./FoundList.tsx";
import { useFound } from "./use-found.ts";

import styles from "./SearchPane.module.css";

/** What happens at once is asked for together, in ms. */
const GATHER_MS = 250;

/** The messages that mention the user, the newest first. */
export function MentionsPane() {
  const text = useText();
  const { client, state } = useChat();
  const found = useFound(useCallback((cursor: string) => client.mentions({ cursor }), [client]));
  const { refresh } = found;
  useEffect(() => {
    let timer: Timer | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, GATHER_MS);
    };
    const isMine = ({ mentions, mentionsChannel, mentionsHere }: Mentioning) =>
      mentionsChannel || mentionsHere || mentions.includes(client.me?.id ?? 0);
    const heard = (event: ChannelEvent) => {
      if ((event.kind === "message" || event.kind === "edited") && isMine(event)) soon();
    };
    const stop = onChannelEvents(state, heard);
    return () => {
      clearTimeout(timer);
      stop();
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
