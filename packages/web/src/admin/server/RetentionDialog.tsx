import { type ChannelInfo, LIMITS } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import { Notice } from "../../design/Notice.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { language, useText } from "../../i18n/text.ts";
import { isWholeUpTo } from "./settings-draft.ts";

const DAY_MS = 86_400_000;
const calendar = new Intl.DateTimeFormat(language, { dateStyle: "long" });

export interface RetentionDialogProps {
  channel: ChannelInfo;
  onSaved: () => Promise<void>;
  onClose: () => void;
}

/** Sets how long a channel keeps its messages. */
export function RetentionDialog({ channel, onSaved, onClose }: RetentionDialogProps) {
  const text = useAdminText().server.channels;
  const common = useText().common;
  const { client } = useChat();
  const [days, setDays] = useState(String(channel.retentionDays));
  const isWrong = !isWholeUpTo(days, LIMITS.retentionDays);
  const kept = isWrong ? 0 : Number(days);
  const isLess = kept > 0 && (channel.retentionDays === 0 || kept < channel.retentionDays);
  const save = async () => {
    await (await client.join(channel.id)).update({ retentionDays: Number(days) });
    await onSaved();
  };
  return (
    <FormDialog
      title={text.retentionTitle(channel.name)}
      submit={common.save}
      disabled={isWrong}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={text.retentionLabel}
        hint={text.retentionHint}
        inputMode="numeric"
        value={days}
        error={isWrong ? text.retentionWrong : undefined}
        onChange={({ target }) => setDays(target.value)}
      />
      {isLess && (
        <Notice kind="error">{text.retentionDeletes(calendar.format(Date.now() - kept * DAY_MS))}</Notice>
      )}
    </FormDialog>
  );
}
