import type { ChannelEvent, MessageState, OwnChannel } from "@hubbub/client";
import { useEffect } from "react";
import { Link } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { Notice } from "../design/Notice.tsx";
import { language, useText } from "../i18n/text.ts";
import { MessageBody } from "../messages/MessageBody.tsx";

import styles from "./PinsPanel.module.css";

const PIN_EVENTS = new Set<ChannelEvent["kind"]>(["pinned", "unpinned", "deleted"]);
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

/** Pinned messages, the newest pin first, each of which leads to its place. */
export function PinsPanel({ channel }: { channel: OwnChannel }) {
  const { channels: text } = useText();
  const { state } = useChat();
  const { id } = channel;
  const { value, error, reload } = useLoaded(
    async () => (await state.channel(id)?.pins())?.messages ?? [],
    [state, id],
  );
  useEffect(
    () => state.channel(id)?.on("event", ({ kind }) => PIN_EVENTS.has(kind) && reload()),
    [state, id, reload],
  );
  return (
    <>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value?.length === 0 && <p>{text.noPins}</p>}
      <ul className={styles["list"]}>
        {value?.map((message) => (
          <Pin key={message.seq} channel={channel} message={message} />
        ))}
      </ul>
    </>
  );
}

function Pin({ channel, message }: { channel: OwnChannel; message: MessageState }) {
  const text = useText();
  const user = useUser(message.user);
  return (
    <li className={styles["pin"]}>
      <div className={styles["head"]}>
        <Avatar user={user} size={24} />
        <span className={styles["name"]}>{nameOf(user, text.common.somebody)}</span>
        <Link href={routes.channel(channel.id, placeOf(message))} className={styles["date"]} data-finger>
          {days.format(message.at)}
        </Link>
      </div>
      <MessageBody channel={channel} message={message} />
    </li>
  );
}

function placeOf({ seq, message }: MessageState): { at: number; thread?: number } {
  const thread = message?.thread ?? 0;
  return thread > 0 ? { at: seq, thread } : { at: seq };
}
