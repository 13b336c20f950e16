import { placeKey } from "@hubbub/client";
import {
  Bell,
  BellOff,
  Copy,
  Flag,
  Link,
  MailOpen,
  MessageSquareText,
  Pencil,
  Pin,
  PinOff,
  Trash2,
} from "lucide-react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useSelected } from "../app/use-observable.ts";
import { useMe } from "../app/use-user.ts";
import { copyText } from "../design/copy-text.ts";
import type { MenuItem } from "../design/MenuButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { messageDialog, type MessagePlace } from "./message-dialog.ts";
import { permissionsOn } from "./message-permissions.ts";

export interface MessageActionsProps extends MessagePlace {
  /** Begins to edit it in place. */
  onEdit: () => void;
}

/** All that the user can do with a message, beside reacting: undefined where they can't. */
export function useMessageActions({ channel, message, thread, onEdit }: MessageActionsProps) {
  const text = useText().messages;
  const { state } = useChat();
  const [, navigate] = useLocation();
  const may = permissionsOn(channel, message, useMe());
  const root = message.message?.thread || message.seq;
  const following = useSelected(state.threads, (threads) => threads.has(placeKey(channel.id, root)));
  const handle = state.channel(channel.id);
  const target = handle?.message(message.seq);
  const pinned = message.pinnedAt > 0;
  const hasThread = root !== message.seq || message.replies !== undefined;
  const words = message.message?.text ?? "";
  const at = { at: message.seq, ...(root !== message.seq && { thread: root }) };
  const link = () => new URL(routes.channel(channel.id, at), location.origin).href;
  const place = { channel, message, thread };

  const reply: MenuItem = {
    label: text.reply,
    icon: MessageSquareText,
    onSelect: () => navigate(routes.channel(channel.id, { thread: root })),
  };
  const editing: MenuItem = { label: text.edit, icon: Pencil, onSelect: onEdit };
  const more: (MenuItem | false)[] = [
    may.pin && {
      label: pinned ? text.unpin : text.pin,
      icon: pinned ? PinOff : Pin,
      onSelect: () => void told(pinned ? target?.unpin() : target?.pin()),
    },
    hasThread && {
      label: following ? text.unfollow : text.follow,
      icon: following ? BellOff : Bell,
      onSelect: () => void told(follow(following ? "unfollow" : "follow")),
    },
    {
      label: text.markUnread,
      icon: MailOpen,
      onSelect: () => void told(state.markUnread(channel.id, message.seq, { thread })),
    },
    words !== "" && {
      label: text.copyText,
      icon: Copy,
      onSelect: () => void told(copyText(words), text.textCopied),
    },
    { label: text.copyLink, icon: Link, onSelect: () => void told(copyText(link()), text.linkCopied) },
    may.report && {
      label: text.report,
      icon: Flag,
      separated: true,
      onSelect: () => messageDialog.open({ kind: "report", ...place }),
    },
    may.delete && {
      label: text.delete,
      icon: Trash2,
      danger: true,
      separated: !may.report,
      onSelect: () => messageDialog.open({ kind: "delete", ...place }),
    },
  ];

  function follow(how: "follow" | "unfollow"): Promise<void> | undefined {
    return handle?.message(root)[how]();
  }

  return {
    react: may.react ? (emoji: string) => void told(target?.react(emoji)) : undefined,
    reply: may.reply && thread === 0 ? reply : undefined,
    edit: may.edit ? editing : undefined,
    more: more.filter((item) => item !== false),
  };
}

/** Says what came of it where nothing else on screen does. */
async function told(done: Promise<unknown> | undefined, success?: string): Promise<void> {
  try {
    await done;
    if (success !== undefined) toast.info(success);
  } catch (error) {
    toast.error(error);
  }
}
