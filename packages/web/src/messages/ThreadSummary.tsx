import type { MessageState, OwnChannel } from "@hubbub/client";
import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { useUser } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { whenOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";

import styles from "./ThreadSummary.module.css";

/** Authors whose pictures are shown. */
const SHOWN = 4;

/** What was replied to a message, and the way there. */
export function ThreadSummary({ channel, message }: { channel: OwnChannel; message: MessageState }) {
  const text = useText();
  const { replies, seq } = message;
  if (replies === undefined) return null;
  return (
    <Link href={routes.channel(channel.id, { thread: seq })} className={styles["summary"]}>
      <span className={styles["authors"]}>
        {replies.users.slice(0, SHOWN).map((user) => (
          <Author key={user} id={user} />
        ))}
      </span>
      <span className={styles["count"]}>{text.list.replies(replies.count)}</span>
      <span className={styles["last"]}>{text.list.lastReply(whenOf(replies.lastAt))}</span>
    </Link>
  );
}

function Author({ id }: { id: number }) {
  return <Avatar user={useUser(id)} size={20} />;
}
