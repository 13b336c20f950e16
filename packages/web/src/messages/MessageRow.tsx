import type { MessageState, OwnChannel, User } from "@hubbub/client";
import { memo } from "react";

import { timeOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";
import { Divider } from "./Divider.tsx";
import { edit, stopEditing } from "./editing.ts";
import { EditMessage } from "./EditMessage.tsx";
import { MessageActions } from "./MessageActions.tsx";
import { MessageBody } from "./MessageBody.tsx";
import { Reactions } from "./Reactions.tsx";
import { authorOf, RowAvatar, RowHeader } from "./RowHeader.tsx";
import { EditedMark, OriginMarks } from "./RowMarks.tsx";
import { ThreadSummary } from "./ThreadSummary.tsx";

import styles from "./MessageRow.module.css";

export interface MessageRowProps {
  channel: OwnChannel;
  message: MessageState;
  /** Seq of the root where a thread is shown; 0: in the channel. */
  thread: number;
  /** The author; undefined until they are known. */
  user: User | undefined;
  /** Stands with the one before it. */
  isTogether: boolean;
  /** The day that it begins. */
  day: string | undefined;
  /** It is the first that is new. */
  isNew: boolean;
  isMention: boolean;
  /** It was jumped to. */
  isHighlighted: boolean;
  /** The pointer or the focus is on it, or something of it is open. */
  isActive: boolean;
  isEditing: boolean;
  /** Something of it is open, so that it stays active; one function for all rows. */
  onHold: (seq: number, isHeld: boolean) => void;
}

/** A message with all that belongs to it. Rendered again only if one of its properties is another one. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { channel, message, thread, user, isTogether, day, isNew, isActive, isEditing, onHold } = props;
  const text = useText();
  const isDeleted = message.message?.deleted === true;
  const name = authorOf(message, user, text.common.somebody);
  return (
    <>
      {(day !== undefined || isNew) && <Divider day={day} isNew={isNew} />}
      <article
        tabIndex={-1}
        className={styles["row"]}
        aria-label={text.list.row(name, timeOf(message.at))}
        data-seq={message.seq}
        data-together={isTogether || undefined}
        data-active={isActive || undefined}
        data-mention={props.isMention || undefined}
        data-highlighted={props.isHighlighted || undefined}
        data-pinned={message.pinnedAt > 0 || undefined}
      >
        <OriginMarks channel={channel} message={message} thread={thread} />
        <RowAvatar message={message} user={user} isTogether={isTogether} />
        <div className={styles["content"]}>
          {!isTogether && <RowHeader message={message} user={user} />}
          {isEditing ? (
            <EditMessage channel={channel} message={message} onDone={() => stopEditing(channel.id, thread)} />
          ) : (
            <>
              <MessageBody channel={channel} message={message} />
              {message.editedAt > 0 && <EditedMark channel={channel} message={message} thread={thread} />}
            </>
          )}
          <Reactions channel={channel} message={message} />
          {thread === 0 && <ThreadSummary channel={channel} message={message} />}
        </div>
        {isActive && !isEditing && !isDeleted && (
          <div className={styles["actions"]}>
            <MessageActions
              channel={channel}
              message={message}
              thread={thread}
              onEdit={() => edit(channel.id, thread, message.seq)}
              onOpenChange={(open) => onHold(message.seq, open)}
            />
          </div>
        )}
      </article>
    </>
  );
});
