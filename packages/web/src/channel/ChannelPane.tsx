import { useEffect } from "react";
import { useSearchParams } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { lazyScreen } from "../app/lazy-screen.tsx";
import { useSelected } from "../app/use-observable.ts";
import { useReady } from "../app/use-ready.ts";
import { Composer } from "../composer/Composer.tsx";
import { MessageList } from "../messages/MessageList.tsx";
import { useChannelView } from "../messages/use-channel-view.ts";
import { lastChannel } from "../shell/last-channel.ts";
import { ChannelHeader } from "./ChannelHeader.tsx";

import styles from "./ChannelPane.module.css";

const ThreadPanel = lazyScreen(async () => (await import("../threads/ThreadPanel.tsx")).ThreadPanel);
const NotMember = lazyScreen(async () => (await import("./NotMember.tsx")).NotMember);
const ChannelPanel = lazyScreen(async () => (await import("./ChannelPanel.tsx")).ChannelPanel);

/**
 * One channel: its messages, the composer, and beside them a thread (`?thread=ROOT`) or what else there is about the
 * channel (`?panel=members` and so on). `?at=SEQ` jumps to a message: of the thread where there is one.
 */
export function ChannelPane({ id }: { id: number }) {
  const { state } = useChat();
  const ready = useReady();
  const channel = useSelected(state.channels, (channels) => channels.get(id));
  const [query] = useSearchParams();
  const [at, thread] = [Number(query.get("at") ?? 0), Number(query.get("thread") ?? 0)];
  const panel = query.get("panel");
  const isMember = channel !== undefined;
  const view = useChannelView(id, isMember, thread === 0 ? at : 0);
  useEffect(() => {
    if (isMember) lastChannel.set(id);
  }, [id, isMember]);
  if (channel === undefined) return ready ? <NotMember key={id} id={id} /> : null;
  return (
    <>
      <section className={styles["pane"]}>
        <ChannelHeader channel={channel} />
        {view !== undefined && (
          <MessageList key={id} view={view} channel={channel} at={thread === 0 ? at : 0} />
        )}
        <Composer channel={channel} thread={0} />
      </section>
      {thread > 0 && <ThreadPanel key={`${id} ${thread}`} channel={channel} root={thread} at={at} />}
      {thread === 0 && panel !== null && <ChannelPanel key={id} channel={channel} panel={panel} />}
    </>
  );
}
