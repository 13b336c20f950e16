import type { OwnChannel } from "@hubbub/client";

import { EphemeralAnswers } from "./EphemeralAnswers.tsx";
import { TypingLine } from "./TypingLine.tsx";
import { useClosed } from "./use-closed.ts";
import { Writer } from "./Writer.tsx";

import styles from "./Composer.module.css";

export interface ComposerProps {
  channel: OwnChannel;
  /** Seq of the thread's root; 0: the channel. */
  thread: number;
}

/** Where messages of a channel, or of a thread, are written; or why they can't be. */
export function Composer({ channel, thread }: ComposerProps) {
  const closed = useClosed(channel);
  return (
    <div className={styles["composer"]} data-region>
      <EphemeralAnswers key={`${channel.id} ${thread}`} channel={channel.id} thread={thread} />
      {closed === undefined ? (
        <Writer key={`${channel.id} ${thread}`} channel={channel} thread={thread} />
      ) : (
        <p role="status" className={styles["closed"]}>
          {closed}
        </p>
      )}
      <TypingLine channel={channel.id} thread={thread} />
    </div>
  );
}
