import type { MessageContent, MessageState, OwnChannel } from "@hubbub/client";

import { classNames } from "../design/class-names.ts";
import { isOnlyEmoji } from "../emoji/is-only-emoji.ts";
import { useText } from "../i18n/text.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { messageDialog } from "./message-dialog.ts";
import { useWords } from "./use-words.ts";

import styles from "./MessageBody.module.css";

export interface MessageBodyProps {
  channel: OwnChannel;
  message: MessageState;
}

/** What a message says: its text, its files, and what stands behind its links. */
export function MessageBody({ channel, message }: MessageBodyProps) {
  const text = useText().messages;
  const content = message.message;
  if (content === undefined) return null;
  if (content.deleted) return <p className={styles["deleted"]}>{text.deleted}</p>;
  const showHistory = () => messageDialog.open({ kind: "history", channel, message, thread: 0 });
  return (
    <div className={styles["body"]}>
      {content.text !== "" && <Said content={content} />}
      {message.editedAt > 0 && (
        <button type="button" className={styles["edited"]} title={text.showHistory} onClick={showHistory}>
          {text.edited}
        </button>
      )}
    </div>
  );
}

function Said({ content }: { content: MessageContent }) {
  const words = useWords(content);
  const isLarge = isOnlyEmoji(content.text.trim(), (name) => words.emoji(name) !== undefined);
  return (
    <div className={classNames(styles["text"], isLarge && styles["large"])}>
      <Markdown text={content.text} words={words} />
    </div>
  );
}
