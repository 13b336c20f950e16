import { ChannelKind, type OwnChannel, placeKey, type UnreadCount } from "@hubbub/client";
import { PencilLine } from "lucide-react";
import { memo } from "react";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useSelected } from "../app/use-observable.ts";
import { usePresence, useUser } from "../app/use-user.ts";
import { othersIn, useChannelName } from "../channel/channel-name.ts";
import { ChannelIcon } from "../channel/ChannelIcon.tsx";
import { Badge } from "../design/Badge.tsx";
import { type Text, useText } from "../i18n/text.ts";
import { PresenceAvatar } from "../people/PresenceAvatar.tsx";
import { isMuted, isUnread } from "./unread.ts";

import styles from "./ChannelRow.module.css";

export interface ChannelRowProps {
  id: number;
  /** Whether it is the one that is open. */
  current: boolean;
  /** Which one of its section it is, from 1, and of how many: not all are there. */
  place: number;
  count: number;
}

/** A channel in the sidebar. It is rendered anew only when something of its own has changed. */
export const ChannelRow = memo(function ChannelRow({ id, current, place, count }: ChannelRowProps) {
  const { state } = useChat();
  const channel = useSelected(state.channels, (channels) => channels.get(id));
  const unread = useSelected(state.unread, ({ channels }) => channels.get(id));
  if (channel === undefined) return null;
  return (
    <li className={styles["row"]} aria-posinset={place} aria-setsize={count}>
      <RowLink channel={channel} unread={unread} current={current} />
    </li>
  );
});

interface RowLinkProps {
  channel: OwnChannel;
  unread: UnreadCount | undefined;
  current: boolean;
}

function RowLink({ channel, unread, current }: RowLinkProps) {
  const text = useText();
  const { client, state } = useChat();
  const name = useChannelName(channel);
  const isDirect = channel.kind === ChannelKind.DIRECT;
  const others = isDirect ? othersIn(channel, client.me?.id) : [];
  const other = others.length === 1 ? others[0]! : 0;
  const hasDraft = useSelected(state.drafts, (drafts) => drafts.has(placeKey(channel.id, 0)));
  const presence = usePresence(other);
  // Of a direct channel every message is for the user.
  const count = isDirect && !isMuted(channel) ? (unread?.messages ?? 0) : (unread?.mentions ?? 0);
  const about = [
    name,
    other > 0 && text.people.presence(presence),
    ...wordsOf(channel, unread, text),
    hasDraft && text.sidebar.draft,
  ];
  return (
    <a
      href={routes.channel(channel.id)}
      className={styles["link"]}
      data-unread={isUnread(channel, unread) || undefined}
      data-muted={isMuted(channel) || undefined}
      aria-current={current ? "page" : undefined}
    >
      {other > 0 ? <Face id={other} presence={presence} /> : <ChannelIcon channel={channel} />}
      <span aria-hidden className={styles["name"]}>
        {name}
      </span>
      <span className="visually-hidden">{about.filter(Boolean).join(", ")}</span>
      {hasDraft && !current && <PencilLine aria-hidden size={14} />}
      {count > 0 && <Badge count={count} />}
    </a>
  );
}

function Face({ id, presence }: { id: number; presence: ReturnType<typeof usePresence> }) {
  return <PresenceAvatar user={useUser(id)} presence={presence} size={20} />;
}

function wordsOf(
  channel: OwnChannel,
  unread: UnreadCount | undefined,
  { sidebar }: Text,
): (string | false)[] {
  const { messages, mentions } = unread ?? { messages: 0, mentions: 0 };
  return [
    channel.kind === ChannelKind.PRIVATE && sidebar.private,
    isMuted(channel) && sidebar.muted,
    messages > 0 && sidebar.unread(messages),
    mentions > 0 && sidebar.mentioned(mentions),
  ];
}
