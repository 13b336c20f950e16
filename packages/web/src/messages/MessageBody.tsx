import type { MessageContent, MessageState, OwnChannel } from "@hubbub/client";

import { classNames } from "../design/class-names.ts";
import { isOnlyEmoji } from "../emoji/is-only-emoji.ts";
import { useText } from "../i18n/text.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { Attachments } from "./Attachments.tsx";
import { Previews } from "./Previews.tsx";
import { useWords } from "./use-words.ts";

import styles from "./MessageBody.module.css";

export interface MessageBodyProps {
  channel: OwnChannel;
  message: MessageState;
}

/** What a message says: its text, its files, and what stands behind its links. */
export function MessageBody({ message }: MessageBodyProps) {
  const text = useText().messages;
  const content = message.message;
  if (content === undefined) return null;
  if (content.deleted) return <p className={styles["deleted"]}>{text.deleted}</p>;
  return (
    <div className={styles["body"]}>
      {content.text !== "" && <Said content={content} />}
      {content.files.length > 0 && <Attachments files={content.files} />}
      {message.previews.length > 0 && <Previews previews={message.previews} />}
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
