import { LIMITS } from "@hubbub/client";
import { type FormEvent, useId, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { toast } from "../design/toast.ts";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import type { MessagePlace } from "./message-dialog.ts";

/** Tells the moderators about a message. */
export function ReportDialog({ channel, message, onClose }: MessagePlace & { onClose: () => void }) {
  const text = useText();
  const { state } = useChat();
  const form = useId();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const report = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") return setError(text.messages.reportEmpty);
    setBusy(true);
    try {
      await state.channel(channel.id)?.message(message.seq).report(reason.trim());
      toast.info(text.messages.reported);
      onClose();
    } catch (refused) {
      setError(describeError(refused));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button type="submit" form={form} kind="primary" busy={busy}>
        {text.messages.reportSend}
      </Button>
    </>
  );
  return (
    <Dialog title={text.messages.report} size="small" onClose={onClose} footer={footer}>
      <form id={form} onSubmit={(event) => void report(event)}>
        <TextArea
          label={text.messages.reportReason}
          hint={text.messages.reportHint}
          error={error}
          maxLength={LIMITS.reasonLength}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </form>
    </Dialog>
  );
}
