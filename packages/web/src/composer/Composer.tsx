import type { OwnChannel } from "@hubbub/client";
import { type FormEvent, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { Button } from "../design/Button.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./Composer.module.css";

/** Where messages of a channel, or of a thread (seq of its root, or 0), are written. */
export function Composer({ channel, thread }: { channel: OwnChannel; thread: number }) {
  const text = useText();
  const { state } = useChat();
  const [words, setWords] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    // What is refused is shown in the list, to be sent again.
    state
      .channel(channel.id)
      ?.send(words, { thread })
      .catch(() => {});
    setWords("");
  };
  return (
    <form className={styles["composer"]} onSubmit={send}>
      <textarea
        aria-label={text.composer.label(channel.name)}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <Button type="submit">{text.composer.send}</Button>
    </form>
  );
}
