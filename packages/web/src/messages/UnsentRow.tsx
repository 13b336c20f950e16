import type { MessageState, OwnChannel, UnsentMessage, User } from "@hubbub/client";
import { memo, useMemo } from "react";

import { useChat } from "../app/chat-context.ts";
import { Button } from "../design/Button.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import { MessageBody } from "./MessageBody.tsx";
import { RowAvatar, RowHeader } from "./RowHeader.tsx";

import styles from "./MessageRow.module.css";

export interface UnsentRowProps {
  channel: OwnChannel;
  unsent: UnsentMessage;
  user: User | undefined;
  isTogether: boolean;
}

/** An own message that has no place in the channel yet: on its way, or refused. */
export const UnsentRow = memo(function UnsentRow({ channel, unsent, user, isTogether }: UnsentRowProps) {
  const text = useText();
  const { entry, state } = unsent;
  const message = useMemo(() => asMessage(unsent), [unsent]);
  const files = entry.files?.length ?? 0;
  return (
    <article
      tabIndex={-1}
      className={styles["row"]}
      aria-label={text.list.sending}
      data-together={isTogether || undefined}
      data-unsent={state}
    >
      <RowAvatar message={message} user={user} isTogether={isTogether} />
      <div className={styles["content"]}>
        {!isTogether && <RowHeader message={message} user={user} />}
        <div className={styles["unsent"]}>
          <MessageBody channel={channel} message={message} />
        </div>
        {files > 0 && <span className={styles["note"]}>{text.list.files(files)}</span>}
        {state === "failed" ? (
          <Failed unsent={unsent} />
        ) : (
          <span className={styles["sending"]}>{text.list.sending}</span>
        )}
      </div>
    </article>
  );
});

function Failed({ unsent: { entry, error } }: { unsent: UnsentMessage }) {
  const text = useText();
  const { state } = useChat();
  return (
    <div role="alert" className={styles["failed"]}>
      <span>
        {text.list.notSent} {describeError(error)}
      </span>
      <Button size="small" onClick={() => state.retry(entry.clientId)}>
        {text.list.retry}
      </Button>
      <Button size="small" kind="quiet" onClick={() => state.discard(entry.clientId)}>
        {text.list.discard}
      </Button>
    </div>
  );
}

/** How it will read. Its files are known by their ids alone. */
export function asMessage({ entry }: UnsentMessage): MessageState {
  const { user, createdAt, text, thread = 0, inChannel = false } = entry;
  return {
    seq: 0,
    at: createdAt,
    user,
    message: {
      text,
      thread,
      inChannel,
      mentions: [],
      mentionsChannel: false,
      mentionsHere: false,
      files: [],
      alias: undefined,
      deleted: false,
    },
    editedAt: 0,
    reactions: [],
    replies: undefined,
    pinnedAt: 0,
    pinnedBy: 0,
    previews: [],
  };
}
