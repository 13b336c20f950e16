import type { MessageState, OwnChannel } from "@hubbub/client";

import { useText } from "../i18n/text.ts";

import styles from "./MessageBody.module.css";

export interface MessageBodyProps {
  channel: OwnChannel;
  message: MessageState;
}

/** What a message says: its text, its files, and what stands behind its links. */
export function MessageBody({ message }: MessageBodyProps) {
  const text = useText();
  const content = message.message;
  if (content?.deleted === true) return <p className={styles["deleted"]}>{text.messages.deleted}</p>;
  return (
    <div className={styles["body"]}>
      <p className={styles["text"]}>{content?.text}</p>
    </div>
  );
}
