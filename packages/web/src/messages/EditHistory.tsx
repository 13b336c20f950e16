import { useChat } from "../app/chat-context.ts";
import { Ready } from "../app/Ready.tsx";
import { useLoaded } from "../app/use-loaded.ts";
import { Dialog } from "../design/Dialog.tsx";
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
  const edits = useLoaded(
    async () => (await state.channel(channel.id)?.message(message.seq).edits()) ?? [],
    [state, channel.id, message.seq],
  );
  const now: Version = { at: message.editedAt, text: message.message?.text ?? "" };
  return (
    <Dialog title={text.messages.history} onClose={onClose}>
      <Ready loaded={edits}>
        {(earlier) => (
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
      </Ready>
    </Dialog>
  );
}
