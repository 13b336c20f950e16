import type { UnreadState } from "@hubbub/client";
import { AtSign, type LucideIcon, MessagesSquare, PencilLine, Search } from "lucide-react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useSelected } from "../app/use-observable.ts";
import { Badge } from "../design/Badge.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./ChannelRow.module.css";

/** The ways to what is not one channel's. */
export function SidebarLinks() {
  const text = useText();
  const { state } = useChat();
  const threads = useSelected(state.unread, (unread) => unread.threads);
  const threadMentions = useSelected(state.unread, (unread) => unread.threadMentions);
  const mentions = useSelected(state.unread, mentionsIn);
  const drafts = useSelected(state.drafts, (all) => all.size);
  return (
    <ul>
      <Entry href={routes.search("")} icon={Search} name={text.sidebar.search} />
      <Entry
        href={routes.threads}
        icon={MessagesSquare}
        name={text.sidebar.threads}
        unread={threads}
        badge={threadMentions}
      />
      <Entry
        href={routes.mentions}
        icon={AtSign}
        name={text.sidebar.mentions}
        unread={mentions}
        badge={mentions}
      />
      <Entry href={routes.drafts} icon={PencilLine} name={text.sidebar.drafts} count={drafts} />
    </ul>
  );
}

interface EntryProps {
  href: string;
  icon: LucideIcon;
  name: string;
  unread?: number;
  /** Of what is unread, what is for the user. */
  badge?: number;
  /** How many there are, where that asks for nothing. */
  count?: number;
}

function Entry({ href, icon: Icon, name, unread = 0, badge = 0, count = 0 }: EntryProps) {
  const text = useText();
  const [path] = useLocation();
  const label = [name, unread > 0 && text.sidebar.unread(unread), count > 0 && String(count)];
  return (
    <li>
      <a
        href={href}
        className={styles["link"]}
        data-unread={unread > 0 || undefined}
        aria-current={path === href.split("?")[0] ? "page" : undefined}
      >
        <Icon aria-hidden size={16} />
        <span aria-hidden className={styles["name"]}>
          {name}
        </span>
        <span className="visually-hidden">{label.filter(Boolean).join(", ")}</span>
        {count > 0 && <span aria-hidden>{count}</span>}
        {badge > 0 && <Badge count={badge} />}
      </a>
    </li>
  );
}

/** Mentions that are unread, in channels and in threads. */
function mentionsIn({ channels, threadMentions }: UnreadState): number {
  return channels.values().reduce((sum, { mentions }) => sum + mentions, threadMentions);
}
