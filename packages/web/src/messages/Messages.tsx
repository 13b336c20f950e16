import { type MessageState, type MessageView, type OwnChannel, type UnsentMessage } from "@hubbub/client";
import { useCallback, useEffect, useMemo, useReducer } from "react";

import { useChat } from "../app/chat-context.ts";
import { dayOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";
import { Rows } from "../list/Rows.tsx";
import { Announcements } from "./Announcements.tsx";
import { edit, useEditing } from "./editing.ts";
import { lastEditable } from "./last-editable.ts";
import { MoreComing } from "./ListEnds.tsx";
import { ListHead } from "./ListHead.tsx";
import { messageDialog } from "./message-dialog.ts";
import { MessageRow } from "./MessageRow.tsx";
import { NewestPill } from "./NewestPill.tsx";
import type { Goal } from "./opening.ts";
import { beginsDay, indexOf, isMention, standsTogether } from "./rows.ts";
import { asMessage, UnsentRow } from "./UnsentRow.tsx";
import { seqOf, useActiveRow } from "./use-active-row.ts";
import { useHighlight } from "./use-highlight.ts";
import { useLongPress } from "./use-long-press.ts";
import { useMessageScroll } from "./use-message-scroll.ts";
import { useReading } from "./use-reading.ts";
import { useRowKeys } from "./use-row-keys.ts";
import type { Frame } from "./view-frames.ts";

import styles from "./MessageList.module.css";

export interface MessagesProps {
  view: MessageView;
  channel: OwnChannel;
  /** Where the user has read to. */
  read: number;
  frame: Frame;
  goal: Goal;
  onNewest: () => void;
}

/** The messages of a view whose first ones are there. */
export function Messages({ view, channel, read, frame, goal, onNewest }: MessagesProps) {
  const text = useText();
  const { client, state } = useChat();
  const me = client.me?.id ?? 0;
  const { thread } = view;
  const { messages, unsent } = frame;
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => state.subscribeUsers(render), [state]);

  const { scroll, isAtNewest } = useMessageScroll(view, frame, goal);
  const firstNew = useReading(view, { read, frame, goal, isAtNewest });
  const highlighted = useHighlight(goal);
  const { active, onHold, handlers } = useActiveRow();
  const editing = useEditing(
    channel.id,
    thread,
    useCallback(() => lastEditable(view, channel, client), [view, channel, client]),
  );
  const onKeyDown = useRowKeys({ view, channel, frame, scroll });
  const press = useLongPress(
    useCallback(
      (target: EventTarget) => {
        const { messages } = view.current;
        const message = messages[indexOf(messages, seqOf(target))];
        if (message === undefined || message.seq !== seqOf(target)) return;
        const onEdit = () => edit(channel.id, thread, message.seq);
        messageDialog.open({ kind: "actions", channel, message, thread, onEdit });
      },
      [view, channel, thread],
    ),
  );
  const entries = useMemo(() => [...messages, ...unsent], [messages, unsent]);
  const keys = useMemo(() => entries.map((each) => view.key(each)), [view, entries]);
  const kept = [active.focused, editing]
    .filter((seq) => seq > 0)
    .map((seq) => indexOf(messages, seq))
    .filter((index, at, all) => index < messages.length && all.indexOf(index) === at)
    .toSorted((a, b) => a - b);

  const row = (index: number) => {
    const each = entries[index] as MessageState | UnsentMessage;
    const before = entries[index - 1];
    if ("entry" in each) {
      const above = before !== undefined && "entry" in before ? asMessage(before) : before;
      const isTogether = standsTogether(asMessage(each), above);
      return <UnsentRow channel={channel} unsent={each} user={client.me} isTogether={isTogether} />;
    }
    const above = before !== undefined && "seq" in before ? before : undefined;
    const isNew = each.seq === firstNew;
    const isBegin = above === undefined ? !frame.moreBefore : beginsDay(each.at, above);
    const { seq } = each;
    return (
      <MessageRow
        channel={channel}
        message={each}
        thread={thread}
        user={state.user(each.user)}
        isTogether={!isNew && standsTogether(each, above)}
        day={isBegin ? dayOf(each.at) : undefined}
        isNew={isNew}
        isMention={isMention(each, me)}
        isHighlighted={highlighted === seq}
        isActive={seq === active.pointed || seq === active.focused || seq === active.held}
        isEditing={editing === seq}
        onHold={onHold}
      />
    );
  };

  return (
    <>
      <div
        role="log"
        data-region
        aria-label={text.messages.list(channel.name)}
        // What comes is said by Announcements: rows also come by scrolling.
        aria-live="off"
        tabIndex={0}
        className={styles["list"]}
        onKeyDown={onKeyDown}
        {...handlers}
        {...press}
      >
        <div className={styles["above"]} />
        <Rows
          scroll={scroll}
          keys={keys}
          kept={kept}
          isWhole={!frame.moreAfter}
          before={<ListHead view={view} channel={channel} frame={frame} />}
          after={<div className={styles["end"]}>{frame.moreAfter && <MoreComing />}</div>}
        >
          {row}
        </Rows>
      </div>
      {!isAtNewest && <NewestPill channel={thread === 0 ? channel.id : 0} onPress={onNewest} />}
      <Announcements messages={messages} thread={thread} />
    </>
  );
}
