import type { Ephemeral } from "@hubbub/client";
import { EyeOff, X } from "lucide-react";
import { useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { IconButton } from "../design/IconButton.tsx";
import { useText } from "../i18n/text.ts";
import { WrittenText } from "./WrittenText.tsx";

import styles from "./EphemeralAnswers.module.css";

/** Answers kept; before them the oldest goes. */
const KEPT = 5;

/** What slash commands have answered to the user alone, until it is closed. */
export function EphemeralAnswers({ channel, thread }: { channel: number; thread: number }) {
  const { common, composer } = useText();
  const { state } = useChat();
  const [answers, setAnswers] = useState<readonly Ephemeral[]>([]);
  useEffect(
    () =>
      state.channel(channel)?.on("ephemeral", (answer) => {
        if (answer.thread === thread) setAnswers((before) => [...before, answer].slice(-KEPT));
      }),
    [state, channel, thread],
  );
  return (
    <div aria-live="polite" className={styles["answers"]}>
      {answers.map((answer, at) => (
        <div key={at} className={styles["answer"]}>
          <div className={styles["body"]}>
            <span className={styles["hint"]}>
              <EyeOff aria-hidden size={14} /> {composer.onlyYou}
              {answer.alias !== undefined && answer.alias.name !== "" && ` · ${answer.alias.name}`}
            </span>
            <WrittenText text={answer.text} channel={channel} />
          </div>
          <IconButton
            size="small"
            icon={X}
            label={common.close}
            onClick={() => setAnswers((before) => before.filter((each) => each !== answer))}
          />
        </div>
      ))}
    </div>
  );
}
