import type { Thread } from "@hubbub/client";
import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { Badge } from "../design/Badge.tsx";
import { whenOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";
import { usePlaceName } from "../search/use-place-name.ts";

import styles from "./ThreadCard.module.css";

/** Pictures of so many authors are shown. */
const FACES = 4;

/** A followed thread in a list: how it began, who answered, and what is new. */
export function ThreadCard({ thread: { channel, root, unread, mentions } }: { thread: Thread }) {
  const text = useText();
  const author = useUser(root?.user ?? 0);
  const place = usePlaceName(channel);
  if (root === undefined) return null;
  const { message, replies } = root;
  const said = message?.deleted === true ? text.messages.deleted : message?.text || fileNames(message);
  return (
    <Link
      href={routes.channel(channel, { thread: root.seq })}
      className={styles["card"]}
      data-unread={unread > 0 || undefined}
    >
      <span className={styles["place"]}>{place}</span>
      <span className={styles["said"]}>
        <strong>{message?.alias?.name ?? nameOf(author, text.common.somebody)}</strong>
        <span className={styles["text"]}>{said}</span>
      </span>
      <span className={styles["below"]}>
        <span className={styles["faces"]}>
          {replies?.users.slice(0, FACES).map((id) => (
            <Face key={id} id={id} />
          ))}
        </span>
        <span>{text.threads.replies(replies?.count ?? 0)}</span>
        {replies !== undefined && <span>{text.threads.lastReply(whenOf(replies.lastAt))}</span>}
        {unread > 0 && (
          <span className={styles["new"]}>
            {text.threads.newReplies(unread)}
            {mentions > 0 && (
              <>
                <Badge count={mentions} />
                <span className="visually-hidden">{text.threads.mentions(mentions)}</span>
              </>
            )}
          </span>
        )}
      </span>
    </Link>
  );
}

function Face({ id }: { id: number }) {
  return <Avatar user={useUser(id)} size={20} />;
}

function fileNames(message: NonNullable<Thread["root"]>["message"]): string {
  return message?.files.map(({ name }) => name).join(", ") ?? "";
}
