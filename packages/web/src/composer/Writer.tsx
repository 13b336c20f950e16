import { useRef, useState } from "react";
import { createPortal } from "react-dom";

import { useChat } from "../app/chat-context.ts";
import { useChannelName } from "../channel/channel-name.ts";
import { Checkbox } from "../design/Checkbox.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { editLast } from "../messages/editing.ts";
import { AttachmentList } from "./AttachmentList.tsx";
import { AutoTextArea } from "./AutoTextArea.tsx";
import { bytesLeft } from "./bytes-left.ts";
import { CompletionList } from "./completion/CompletionList.tsx";
import { useCompletion } from "./completion/use-completion.ts";
import type { ComposerProps } from "./Composer.tsx";
import { FormattingBar } from "./FormattingBar.tsx";
import { pasteInto } from "./paste.ts";
import { SendingQuestion } from "./SendingQuestion.tsx";
import { useDrop } from "./use-drop.ts";
import { useFocus } from "./use-focus.ts";
import { useKeys } from "./use-keys.ts";
import { useSending } from "./use-sending.ts";
import { useSlowMode } from "./use-slow-mode.ts";
import { useWriting } from "./use-writing.ts";
import { WriterTools } from "./WriterTools.tsx";
import { WrittenText } from "./WrittenText.tsx";

import styles from "./Composer.module.css";

/** Writes a message: its text, its files, and what can be done with them. */
export function Writer({ channel, thread }: ComposerProps) {
  const { composer } = useText();
  const { state } = useChat();
  const place = useChannelName(channel);
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [writing, { text, attachments, isWaiting }] = useWriting(channel.id, thread);
  const [inChannel, setInChannel] = useState(false);
  const [previews, setPreviews] = useState(false);
  const [formats, setFormats] = useState(false);
  const completion = useCompletion(area, channel);
  const sending = useSending(writing, channel, thread, inChannel);
  const wait = useSlowMode(channel);
  const canSend = !writing.isEmpty && wait === 0 && bytesLeft(text) >= 0;

  const send = () => {
    if (!canSend) return;
    setPreviews(false);
    sending.send();
    if (!previews) area.current?.focus();
  };
  const attach = (files: readonly File[]) => {
    const problem = writing.attachments.add(files);
    if (problem !== undefined) toast.info(problem);
    area.current?.focus();
  };
  const over = useDrop(box, attach);
  useFocus(area);
  const press = useKeys({ send, editLast: () => editLast(channel.id, thread) });
  const change = (value: string) => {
    writing.setText(value);
    sending.forget();
    completion.look();
    if (value !== "" && !value.startsWith("/")) state.channel(channel.id)?.startTyping({ thread });
  };
  const isOpen = completion.suggestions.length > 0;
  const label = thread === 0 ? composer.label(place) : composer.replyLabel;
  return (
    <div ref={box} className={styles["writer"]}>
      <CompletionList completion={completion} />
      <SendingQuestion sending={sending} place={place} />
      <div className={styles["box"]}>
        {formats && !previews && <FormattingBar area={area} />}
        {previews && (
          <div className={styles["preview"]} role="region" aria-label={composer.preview}>
            {text.trim() === "" ? (
              composer.nothingToPreview
            ) : (
              <WrittenText text={text} channel={channel.id} />
            )}
          </div>
        )}
        <AutoTextArea
          ref={area}
          hidden={previews}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={isOpen ? completion.id : undefined}
          aria-activedescendant={isOpen ? `${completion.id}-${completion.active}` : undefined}
          enterKeyHint="enter"
          value={text}
          onChange={({ target }) => change(target.value)}
          onSelect={completion.look}
          onBlur={() => {
            completion.look();
            writing.left();
          }}
          onKeyDown={(event) => {
            if (!completion.press(event)) press(event);
          }}
          onPaste={(event) => pasteInto(event, attach)}
        />
        {attachments.length > 0 && <AttachmentList attachments={writing.attachments} list={attachments} />}
        <WriterTools
          area={area}
          text={text}
          canSend={canSend}
          busy={sending.busy || isWaiting}
          wait={wait}
          slowModeS={channel.slowModeS}
          previews={previews}
          formats={formats}
          attach={attach}
          send={send}
          schedule={(at) => writing.schedule(at)}
          onPreviews={setPreviews}
          onFormats={setFormats}
        />
      </div>
      {isWaiting && (
        <p role="status" className={styles["hint"]}>
          {composer.waiting}
        </p>
      )}
      {thread > 0 && (
        <Checkbox
          label={composer.alsoInChannel(place)}
          checked={inChannel}
          onChange={({ target }) => setInChannel(target.checked)}
        />
      )}
      {over !== undefined &&
        createPortal(
          <div
            className={styles["drop"]}
            style={{ top: over.top, left: over.left, width: over.width, height: over.height }}
          >
            {composer.dropHere}
          </div>,
          document.body,
        )}
    </div>
  );
}
