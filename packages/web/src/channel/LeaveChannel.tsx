import { ChannelKind, type OwnChannel } from "@hubbub/client";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { useText } from "../i18n/text.ts";
import type { Closable } from "../shell/dialogs.ts";

/** Asks before the user leaves a channel. */
export function LeaveChannel({ channel, onClose }: Closable & { channel: OwnChannel }) {
  const { channels: text } = useText();
  const { state } = useChat();
  const leave = async () => {
    await state.channel(channel.id)?.leave();
    navigate(routes.home);
  };
  return (
    <ConfirmDialog
      title={text.leaveTitle(channel.name)}
      confirm={text.leave}
      danger
      onConfirm={leave}
      onClose={onClose}
    >
      {channel.kind === ChannelKind.PRIVATE ? text.leavePrivateWords : text.leaveWords}
    </ConfirmDialog>
  );
}
