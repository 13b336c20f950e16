import type { Report } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import { Checkbox } from "../../design/Checkbox.tsx";
import { TextArea } from "../../design/TextArea.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";

/** Characters (UTF-16 units) of a note. */
const NOTE_MAX = 500;

export interface ResolveDialogProps {
  report: Report;
  onResolved: () => void;
  onClose: () => void;
}

/** Closes a report, with or without its message being deleted. */
export function ResolveDialog({ report, onResolved, onClose }: ResolveDialogProps) {
  const text = useAdminText().moderation.reports;
  const { client } = useChat();
  const [note, setNote] = useState("");
  const [deleteMessage, setDeleteMessage] = useState(false);
  const resolve = async () => {
    await client.moderation.resolve(report.id, { note, deleteMessage });
    toast.info(text.resolved);
    onResolved();
  };
  return (
    <FormDialog title={text.resolve} submit={text.resolve} onSubmit={resolve} onClose={onClose}>
      {report.message?.message !== undefined && (
        <Checkbox
          label={text.deleteMessage}
          checked={deleteMessage}
          onChange={({ target }) => setDeleteMessage(target.checked)}
        />
      )}
      <TextArea
        label={text.note}
        hint={text.noteHint}
        maxLength={NOTE_MAX}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
    </FormDialog>
  );
}
