import type { Found } from "@hubbub/client";
import { Paperclip } from "lucide-react";
import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { whenOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";
import { highlighted } from "./highlight.ts";
import { usePlaceName } from "./use-place-name.ts";

import styles from "./FoundMessage.module.css";

/** A message in a list of messages of several channels: where it is from, and what in it was looked for. It leads to its place. */
export function FoundMessage({ found: { channel, message, ranges } }: { found: Found }) {
  const text = useText();
  const user = useUser(message?.user ?? 0);
  const place = usePlaceName(channel);
  if (message === undefined) return null;
  const { seq, at } = message;
  const content = message.message;
  const thread = content?.thread ?? 0;
  const files = content?.files ?? [];
  return (
    <Link
      href={routes.channel(channel, { at: seq, ...(thread > 0 ? { thread } : {}) })}
      className={styles["row"]}
      data-found
    >
      <Avatar user={user} size={32} />
      <span className={styles["said"]}>
        <span className={styles["by"]}>
          <strong>{content?.alias?.name ?? nameOf(user, text.common.somebody)}</strong>
          <span className={styles["place"]}>{place}</span>
          {thread > 0 && <span className={styles["place"]}>{text.search.inThread}</span>}
          <time className={styles["place"]} dateTime={new Date(at).toISOString()}>
            {whenOf(at)}
          </time>
        </span>
        <span className={styles["text"]}>
          {highlighted(content?.text ?? "", ranges).map(({ text: part, isMatch }, index) =>
            // oxlint-disable-next-line react/no-array-index-key -- Parts have no other name, and don't move.
            isMatch ? <mark key={index}>{part}</mark> : <span key={index}>{part}</span>,
          )}
        </span>
        {files.length > 0 && (
          <span className={styles["files"]}>
            <Paperclip aria-hidden size={14} />
            {files.map(({ name }) => name).join(", ")}
          </span>
        )}
      </span>
    </Link>
  );
}
