import { ChannelKind, NotificationLevel, type OwnChannel } from "@hubbub/client";
import { Bell, BellOff, Ellipsis, Pin, Search, Star } from "lucide-react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { BackButton } from "../design/BackButton.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { MenuButton, type MenuItem } from "../design/MenuButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { useChannelName } from "./channel-name.ts";
import { ChannelIcon } from "./ChannelIcon.tsx";
import { MembersButton } from "./MembersButton.tsx";
import { TopicButton } from "./TopicButton.tsx";
import { useChannelItems } from "./use-channel-items.ts";
import { usePanel } from "./use-panel.ts";

import styles from "./ChannelHeader.module.css";

const LEVELS = [
  NotificationLevel.UNSPECIFIED,
  NotificationLevel.ALL,
  NotificationLevel.MENTIONS,
  NotificationLevel.NOTHING,
];

/** The channel's name and topic, and the ways to what there is about it. */
export function ChannelHeader({ channel }: { channel: OwnChannel }) {
  const text = useText();
  const name = useChannelName(channel);
  const [panel, toggle] = usePanel();
  const [, navigate] = useLocation();
  const isDirect = channel.kind === ChannelKind.DIRECT;
  const inChannel = isDirect ? name.split(", ").map((each) => `in:@${each}`) : [`in:${quoted(channel.name)}`];
  return (
    <header className={styles["header"]}>
      <BackButton />
      <h1 className={styles["name"]}>
        <ChannelIcon channel={channel} size={18} />
        <span>{name}</span>
      </h1>
      <Favourite channel={channel} />
      {isDirect ? <span className={styles["topic"]} /> : <TopicButton key={channel.id} channel={channel} />}
      <IconButton
        icon={Search}
        label={text.channels.searchHere}
        className={styles["wide"]}
        onClick={() => navigate(routes.search(`${inChannel.join(" ")} `))}
      />
      <IconButton
        icon={Pin}
        label={text.channels.pins}
        className={styles["wide"]}
        pressed={panel === "pins"}
        onClick={() => toggle("pins")}
      />
      <Level channel={channel} />
      <MembersButton channel={channel} />
      <MenuButton icon={Ellipsis} label={text.channels.more} items={useChannelItems(channel)} />
    </header>
  );
}

function Favourite({ channel }: { channel: OwnChannel }) {
  const text = useText();
  const { state } = useChat();
  const { level, favourite } = preferencesOf(channel);
  return (
    <IconButton
      size="small"
      icon={Star}
      label={text.channels.favourite}
      pressed={favourite}
      className={styles["star"]}
      onClick={() => {
        state.channel(channel.id)?.setPreferences(level, !favourite).catch(toast.error);
      }}
    />
  );
}

function Level({ channel }: { channel: OwnChannel }) {
  const text = useText();
  const { state } = useChat();
  const { level, favourite } = preferencesOf(channel);
  const isDirect = channel.kind === ChannelKind.DIRECT;
  const items = LEVELS.map((each): MenuItem => ({
    label: text.channels.level(each, isDirect),
    checked: each === level,
    onSelect: () => {
      state.channel(channel.id)?.setPreferences(each, favourite).catch(toast.error);
    },
  }));
  return (
    <MenuButton
      icon={level === NotificationLevel.NOTHING ? BellOff : Bell}
      label={text.channels.notifications}
      heading={text.channels.levelTitle}
      className={styles["wide"]}
      items={items}
    />
  );
}

function preferencesOf({ mine }: OwnChannel): { level: NotificationLevel; favourite: boolean } {
  return { level: (mine?.level ?? 0) as NotificationLevel, favourite: mine?.favourite ?? false };
}

function quoted(name: string): string {
  return name.includes(" ") ? `"${name}"` : name;
}
