import { useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { Dialog } from "../design/Dialog.tsx";
import { Notice } from "../design/Notice.tsx";
import { Spinner } from "../design/Spinner.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { language, useText } from "../i18n/text.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import type { MessagePlace } from "./message-dialog.ts";

import styles from "./EditHistory.module.css";

interface Version {
  /** When it began to read so, in ms since 1970 UTC. */
  at: number;
  text: string;
}

const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

/** What a message says, and what it said before, the newest first. */
export function EditHistory({ channel, message, onClose }: MessagePlace & { onClose: () => void }) {
  const text = useText();
  const { state } = useChat();
  const [earlier, setEarlier] = useState<Version[]>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    state.channel(channel.id)?.message(message.seq).edits().then(setEarlier, setError);
  }, [state, channel.id, message.seq]);
  const now: Version = { at: message.editedAt, text: message.message?.text ?? "" };
  return (
    <Dialog title={text.messages.history} onClose={onClose}>
      {error !== undefined && <Notice kind="error">{describeError(error)}</Notice>}
      {earlier === undefined && error === undefined && (
        <div role="status">
          <Spinner /> {text.common.loading}
        </div>
      )}
      {earlier !== undefined && (
        <ol className={styles["versions"]}>
          {[now, ...earlier.toReversed()].map((version, index) => (
            <li key={`${version.at}/${index}`} className={styles["version"]}>
              <div className={styles["when"]}>
                <time dateTime={new Date(version.at).toISOString()}>{time.format(version.at)}</time>
                {index === 0 && ` · ${text.messages.currentVersion}`}
              </div>
              <Markdown text={version.text} />
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
