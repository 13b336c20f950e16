import { LIMITS, type Member, type OwnChannel } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { nameOf } from "../app/use-user.ts";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import type { Closable } from "../shell/dialogs.ts";

/** Asks for the reason, and bans a member from a channel. */
export function BanMember({ channel, member, onClose }: Closable & { channel: OwnChannel; member: Member }) {
  const { channels: text } = useText();
  const { state } = useChat();
  const [reason, setReason] = useState("");
  return (
    <ConfirmDialog
      title={text.banTitle(nameOf(member, ""))}
      confirm={text.ban}
      danger
      onConfirm={() => state.channel(channel.id)?.members.ban(member.id, { reason })}
      onClose={onClose}
    >
      <p>{text.banWords}</p>
      <TextField
        label={text.banReason}
        value={reason}
        maxLength={LIMITS.reasonLength}
        onChange={({ target }) => setReason(target.value)}
      />
    </ConfirmDialog>
  );
}
