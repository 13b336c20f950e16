import type { OwnChannel } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { useText } from "../i18n/text.ts";
import type { Closable } from "../shell/dialogs.ts";

/** Asks before a channel is archived. */
export function ArchiveChannel({ channel, onClose }: Closable & { channel: OwnChannel }) {
  const { channels: text } = useText();
  const { state } = useChat();
  return (
    <ConfirmDialog
      title={text.archiveTitle(channel.name)}
      confirm={text.archive}
      danger
      onConfirm={() => state.channel(channel.id)?.update({ archived: true })}
      onClose={onClose}
    >
      {text.archiveWords}
    </ConfirmDialog>
  );
}
