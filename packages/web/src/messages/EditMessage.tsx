import type { MessageState, OwnChannel } from "@hubbub/client";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useAction } from "../app/use-action.ts";
import { Button } from "../design/Button.tsx";
import { useReturnFocus } from "../design/use-return-focus.ts";
import { useText } from "../i18n/text.ts";
import { messageDialog } from "./message-dialog.ts";

import styles from "./EditMessage.module.css";

export interface EditMessageProps {
  channel: OwnChannel;
  message: MessageState;
  /** It was saved, or given up. */
  onDone: () => void;
}

/** An own message's text, to be changed in its place: Enter saves, Shift+Enter begins a line, Escape gives up. */
export function EditMessage({ channel, message, onDone }: EditMessageProps) {
  const text = useText();
  const { state } = useChat();
  const before = message.message?.text ?? "";
  const [words, setWords] = useState(before);
  const { busy, error, run } = useAction();
  const id = useId();
  useReturnFocus(id);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(before.length, before.length);
  }, []);

  const save = async () => {
    const isEmpty = words.trim() === "" && message.message?.files.length === 0;
    if (isEmpty) messageDialog.open({ kind: "delete", channel, message, thread: 0 });
    if (isEmpty || words === before) return onDone();
    if (await run(async () => state.channel(channel.id)?.message(message.seq).edit(words))) onDone();
  };
  const press = (event: KeyboardEvent) => {
    // Enter also ends what an input method has composed.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!busy) void save();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onDone();
    }
  };
  return (
    <div id={id} className={styles["edit"]}>
      <textarea
        ref={area}
        className={styles["area"]}
        aria-label={text.messages.editing}
        aria-invalid={error !== undefined || undefined}
        value={words}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={press}
      />
      <div className={styles["footer"]}>
        {error === undefined ? (
          <span className={styles["hint"]}>{text.messages.editHint}</span>
        ) : (
          <span className={styles["error"]} role="alert">
            {error}
          </span>
        )}
        <Button size="small" onClick={onDone}>
          {text.common.cancel}
        </Button>
        <Button size="small" kind="primary" busy={busy} onClick={() => void save()}>
          {text.common.save}
        </Button>
      </div>
    </div>
  );
}
