import { DeleteDialog } from "./DeleteDialog.tsx";
import { EditHistory } from "./EditHistory.tsx";
import { type MessageDialog, messageDialog } from "./message-dialog.ts";
import { MessageSheet } from "./MessageSheet.tsx";
import { ReportDialog } from "./ReportDialog.tsx";

export function MessageDialogView({ dialog }: { dialog: MessageDialog }) {
  const place = { ...dialog, onClose: messageDialog.close };
  switch (dialog.kind) {
    case "delete":
      return <DeleteDialog {...place} />;
    case "report":
      return <ReportDialog {...place} />;
    case "history":
      return <EditHistory {...place} />;
    case "actions":
      return <MessageSheet {...place} onEdit={dialog.onEdit} />;
  }
}
