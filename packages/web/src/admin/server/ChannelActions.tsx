import type { ChannelInfo } from "@hubbub/client";
import { Archive, ArchiveRestore, LogIn, MoreHorizontal, Timer } from "lucide-react";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { ConfirmDialog } from "../../design/ConfirmDialog.tsx";
import { MenuButton, type MenuItem } from "../../design/MenuButton.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { act } from "../act.ts";
import { RetentionDialog } from "./RetentionDialog.tsx";

export interface ChannelActionsProps {
  channel: ChannelInfo;
  onChange: () => Promise<void>;
}

/** The menu of what an administrator can do about a channel: join it, and as a member change it. */
export function ChannelActions({ channel, onChange }: ChannelActionsProps) {
  const admin = useAdminText();
  const text = admin.server.channels;
  const { client } = useChat();
  const [dialog, setDialog] = useState<"archive" | "retention">();
  const { id, name, archived } = channel;
  const setArchived = async (value: boolean) => {
    await (await client.join(id)).update({ archived: value });
    await onChange();
  };
  const join = async () => {
    await client.join(id);
    await onChange();
  };
  const own: MenuItem[] = [
    { label: text.retention, icon: Timer, onSelect: () => setDialog("retention"), disabled: archived },
    archived
      ? {
          label: text.unarchive,
          icon: ArchiveRestore,
          onSelect: () => void act(() => setArchived(false), text.isBack(name)),
        }
      : { label: text.archive, icon: Archive, danger: true, onSelect: () => setDialog("archive") },
  ];
  const others: MenuItem[] = [
    { label: text.join, icon: LogIn, onSelect: () => void act(join, text.joined(name)), disabled: archived },
  ];
  return (
    <>
      <MenuButton
        icon={MoreHorizontal}
        size="small"
        label={admin.actionsFor(`#${name}`)}
        items={channel.member ? own : others}
      />
      {dialog === "archive" && (
        <ConfirmDialog
          title={text.archiveTitle(name)}
          confirm={text.archive}
          danger
          onConfirm={() => setArchived(true)}
          onClose={() => setDialog(undefined)}
        >
          {text.archiveAbout}
        </ConfirmDialog>
      )}
      {dialog === "retention" && (
        <RetentionDialog channel={channel} onSaved={onChange} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}
