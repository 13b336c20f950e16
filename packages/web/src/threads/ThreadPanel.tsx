import type { OwnChannel } from "@hubbub/client";
import { Bell, BellOff } from "lucide-react";
import { useEffect, useRef } from "react";

import { useChat } from "../app/chat-context.ts";
import { goUp } from "../app/go-up.ts";
import { routes } from "../app/routes.ts";
import { Composer } from "../composer/Composer.tsx";
import { Button } from "../design/Button.tsx";
import { SidePanel } from "../design/SidePanel.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { MessageList } from "../messages/MessageList.tsx";
import { useFollowing, useThreadView } from "./use-thread.ts";

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
  const panel = useRef<HTMLElement>(null);
  const view = useThreadView(channel, root, at);
  useEffect(() => focusComposer(panel.current), []);
  const close = () => goUp(routes.channel(channel.id));
  return (
    <SidePanel
      ref={panel}
      title={text.threads.thread}
      onClose={close}
      actions={<Follow channel={channel} root={root} />}
      fills
    >
      {view !== undefined && <MessageList view={view} channel={channel} at={at === root ? 0 : at} />}
      <Composer channel={channel} thread={root} />
    </SidePanel>
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
