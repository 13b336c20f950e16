import { useChat } from "../app/chat-context.ts";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { useText } from "../i18n/text.ts";
import type { MessagePlace } from "./message-dialog.ts";
import { MessageBody } from "./MessageBody.tsx";

import styles from "./DeleteDialog.module.css";

/** Asks whether a message is really to be deleted, and shows which. */
export function DeleteDialog({ channel, message, onClose }: MessagePlace & { onClose: () => void }) {
  const text = useText().messages;
  const { state } = useChat();
  return (
    <ConfirmDialog
      title={text.delete}
      confirm={text.deleteConfirm}
      danger
      onConfirm={() => state.channel(channel.id)?.message(message.seq).delete()}
      onClose={onClose}
    >
      <p>{text.deleteQuestion}</p>
      <div className={styles["quote"]} inert>
        <MessageBody channel={channel} message={message} />
      </div>
    </ConfirmDialog>
  );
}
