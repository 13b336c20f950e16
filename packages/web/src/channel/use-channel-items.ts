import { ChannelKind, may, type OwnChannel } from "@hubbub/client";
import { Archive, Files, Link2, LogOut, Pin, Search, Settings, Star, Webhook } from "lucide-react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useMe } from "../app/use-user.ts";
import type { MenuItem } from "../design/MenuButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { openArchive, openLeave } from "./open-dialogs.ts";
import { type PanelName, usePanel } from "./use-panel.ts";

/** What there is about a channel, and to do with it, for its menu. */
export function useChannelItems(channel: OwnChannel): MenuItem[] {
  const { channels: text } = useText();
  const { state } = useChat();
  const me = useMe();
  const [, toggle] = usePanel();
  const [, navigate] = useLocation();
  const isDirect = channel.kind === ChannelKind.DIRECT;
  const panel = (name: PanelName, label: string, icon: NonNullable<MenuItem["icon"]>): MenuItem => ({
    label,
    icon,
    onSelect: () => toggle(name),
  });
  const favourite: MenuItem = {
    label: text.favourite,
    icon: Star,
    checked: channel.mine?.favourite ?? false,
    onSelect: () => {
      const { level = 0, favourite: before = false } = channel.mine ?? {};
      state
        .channel(channel.id)
        ?.setPreferences(level as 0, !before)
        .catch(toast.error);
    },
  };
  const items: (MenuItem | false)[] = [
    favourite,
    panel("pins", text.pins, Pin),
    panel("files", text.files, Files),
    {
      label: text.searchHere,
      icon: Search,
      onSelect: () => navigate(routes.search(`in:${channel.name} `)),
      disabled: isDirect,
    },
    !isDirect && panel("settings", text.settings, Settings),
    may("invite", channel, me) && panel("invites", text.invites, Link2),
    may("webhooks", channel, me) && panel("webhooks", text.webhooks, Webhook),
    !isDirect && {
      label: text.leave,
      icon: LogOut,
      separated: true,
      danger: true,
      onSelect: () => openLeave(channel),
    },
    may("archive", channel, me) &&
      !channel.archived && {
        label: text.archive,
        icon: Archive,
        danger: true,
        onSelect: () => openArchive(channel),
      },
  ];
  return items.filter((item) => item !== false);
}
