import { AtSign, Eye, Paperclip, SendHorizontal, Smile, Type } from "lucide-react";
import { type RefObject, useRef } from "react";

import { Button } from "../design/Button.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { EmojiButton } from "../emoji/EmojiButton.tsx";
import { useText } from "../i18n/text.ts";
import { insertText } from "./apply-edit.ts";
import { bytesLeft } from "./bytes-left.ts";
import { ScheduleButton } from "./ScheduleButton.tsx";

import styles from "./WriterTools.module.css";

/** How near to the limit the rest is counted, in bytes. */
const NEAR_BYTES = 1024;

export interface WriterToolsProps {
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  canSend: boolean;
  busy: boolean;
  /** Seconds of slow mode that are left, and of all of it. */
  wait: number;
  slowModeS: number;
  previews: boolean;
  formats: boolean;
  attach: (files: File[]) => void;
  send: () => void;
  schedule: (at: number) => Promise<void>;
  onPreviews: (on: boolean) => void;
  onFormats: (on: boolean) => void;
}

/** The row of buttons below what is written. */
export function WriterTools(tools: WriterToolsProps) {
  const { composer, emoji } = useText();
  const { area, previews, formats, canSend, busy } = tools;
  const picker = useRef<HTMLInputElement>(null);
  const mention = () => {
    if (area.current === null) return;
    const before = area.current.value[area.current.selectionStart - 1] ?? " ";
    insertText(area.current, /\s/.test(before) ? "@" : " @");
  };
  return (
    <div className={styles["tools"]}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          tools.attach([...(target.files ?? [])]);
          // The same file can be chosen again.
          target.value = "";
        }}
      />
      <IconButton
        size="small"
        icon={Paperclip}
        label={composer.attach}
        onClick={() => picker.current?.click()}
      />
      <IconButton
        size="small"
        icon={Type}
        label={composer.showFormatting}
        pressed={formats}
        onClick={() => tools.onFormats(!formats)}
      />
      <IconButton size="small" icon={AtSign} label={composer.mention} disabled={previews} onClick={mention} />
      <EmojiButton
        size="small"
        icon={Smile}
        align="start"
        label={emoji.picker}
        disabled={previews}
        onPick={(sign) => area.current !== null && insertText(area.current, sign)}
      />
      <IconButton
        size="small"
        icon={Eye}
        label={composer.preview}
        pressed={previews}
        onClick={() => tools.onPreviews(!previews)}
      />
      <Room {...tools} />
      <Button
        kind="primary"
        size="small"
        className={styles["send"]}
        aria-label={composer.send}
        title={composer.send}
        disabled={!canSend}
        busy={busy}
        // On phones the keyboard stays.
        onMouseDown={(event) => event.preventDefault()}
        onClick={tools.send}
      >
        {!busy && <SendHorizontal aria-hidden size={16} />}
      </Button>
      <ScheduleButton disabled={!canSend || busy} schedule={tools.schedule} />
    </div>
  );
}

/** What there is to say of sending: slow mode, or how much room is left. */
function Room({ text, wait, slowModeS }: WriterToolsProps) {
  const { composer } = useText();
  const left = bytesLeft(text);
  if (left < NEAR_BYTES)
    return (
      <span className={styles["room"]} data-over={left < 0 || undefined} role="status">
        {left < 0 ? composer.bytesOver(-left) : composer.bytesLeft(left)}
      </span>
    );
  const slow = wait > 0 ? composer.slowWait(wait) : slowModeS > 0 && composer.slowMode(slowModeS);
  return <span className={styles["room"]}>{slow}</span>;
}
