import type { OwnChannel } from "@hubbub/client";
import { ArrowLeft, Bell, BellOff, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { Composer } from "../composer/Composer.tsx";
import { Button } from "../design/Button.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { MessageList } from "../messages/MessageList.tsx";
import { useFollowing, useThreadView } from "./use-thread.ts";

import styles from "./ThreadPanel.module.css";

export interface ThreadPanelProps {
  channel: OwnChannel;
  /** Seq of the thread's root. */
  root: number;
  /** Seq of the reply to jump to; 0: the newest. */
  at: number;
}

/** A thread beside its channel: the message that it began with, the replies, and where one is written. */
export function ThreadPanel({ channel, root, at }: ThreadPanelProps) {
  const text = useText();
  const [, navigate] = useLocation();
  const panel = useRef<HTMLElement>(null);
  const view = useThreadView(channel, root, at);
  useEffect(() => focusComposer(panel.current), []);
  const close = () => navigate(routes.channel(channel.id));
  const onKeyDown = (event: KeyboardEvent) => {
    // What has opened over the panel, or edits in it, closes first, and says so.
    if (event.key === "Escape" && !event.defaultPrevented && panel.current?.contains(event.target as Node))
      close();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from anywhere in it; there is a button, too.
    <aside ref={panel} className={styles["panel"]} aria-label={text.threads.thread} onKeyDown={onKeyDown}>
      <header className={styles["header"]}>
        <IconButton icon={ArrowLeft} label={text.common.back} className={styles["back"]} onClick={close} />
        <h2 className={styles["title"]}>{text.threads.thread}</h2>
        <Follow channel={channel} root={root} />
        <IconButton icon={X} label={text.threads.close} className={styles["close"]} onClick={close} />
      </header>
      {view !== undefined && <MessageList view={view} channel={channel} at={at === root ? 0 : at} />}
      <Composer channel={channel} thread={root} />
    </aside>
  );
}

function Follow({ channel, root }: { channel: OwnChannel; root: number }) {
  const text = useText();
  const { state } = useChat();
  const following = useFollowing(channel.id, root);
  const toggle = () => {
    const message = state.channel(channel.id)?.message(root);
    (following ? message?.unfollow() : message?.follow())?.catch(toast.error);
  };
  return (
    <Button
      size="small"
      kind="quiet"
      aria-pressed={following}
      title={following ? text.threads.unfollowHint : text.threads.followHint}
      onClick={toggle}
    >
      {following ? <Bell aria-hidden size={16} /> : <BellOff aria-hidden size={16} />}
      {following ? text.threads.following : text.threads.follow}
    </Button>
  );
}

/** Who opens a thread mostly answers. On phones the keyboard would hide what there is to read. */
function focusComposer(panel: HTMLElement | null): void {
  if (matchMedia("(width < 48rem)").matches) return;
  panel?.querySelector<HTMLElement>("textarea, [contenteditable=true]")?.focus();
}
