import type { MessageState, MessageView, OwnChannel } from "@hubbub/client";

import { useObservable } from "../app/use-observable.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./MessageList.module.css";

export interface MessageListProps {
  view: MessageView;
  channel: OwnChannel;
  /** Seq of the message to jump to; 0: to what is unread, or the newest. */
  at?: number;
}

/** Messages of a channel or a thread, over any length of history. */
export function MessageList({ view, channel }: MessageListProps) {
  const text = useText();
  const { messages, unsent } = useObservable(view);
  return (
    <div role="log" aria-label={text.messages.list(channel.name)} className={styles["list"]}>
      {messages.map((message) => (
        <Row key={view.key(message)} message={message} />
      ))}
      {unsent.map((each) => (
        <div key={view.key(each)}>{each.entry.text}</div>
      ))}
    </div>
  );
}

function Row({ message }: { message: MessageState }) {
  const text = useText();
  const user = useUser(message.user);
  return (
    <article>
      <Avatar user={user} />
      {nameOf(user, text.common.somebody)}
      <p>{message.message?.deleted === true ? text.messages.deleted : message.message?.text}</p>
    </article>
  );
}
