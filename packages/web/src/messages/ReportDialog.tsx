import { LIMITS } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import type { MessagePlace } from "./message-dialog.ts";

/** Tells the moderators about a message. */
export function ReportDialog({ channel, message, onClose }: MessagePlace & { onClose: () => void }) {
  const text = useText();
  const { state } = useChat();
  const [reason, setReason] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const report = async () => {
    setEmpty(reason.trim() === "");
    if (reason.trim() === "") return "stay";
    await state.channel(channel.id)?.message(message.seq).report(reason.trim());
    toast.info(text.messages.reported);
    return undefined;
  };
  return (
    <FormDialog
      title={text.messages.report}
      size="small"
      submit={text.messages.reportSend}
      onSubmit={report}
      onClose={onClose}
    >
      <TextArea
        label={text.messages.reportReason}
        hint={text.messages.reportHint}
        error={isEmpty ? text.messages.reportEmpty : undefined}
        maxLength={LIMITS.reasonLength}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormDialog>
  );
}
