import type { MessageState, User } from "@hubbub/client";

import { nameOf } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { momentOf, timeOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";
import { ProfileButton } from "../people/ProfileButton.tsx";
import { AliasAvatar } from "./AliasAvatar.tsx";

import styles from "./MessageRow.module.css";

/** How the author of a message is called there. */
export function authorOf({ message }: MessageState, user: User | undefined, unknown: string): string {
  return message?.alias?.name || nameOf(user, unknown);
}

/** The author's picture; beside a message that stands with the one before it its time, for who looks at it. */
export function RowAvatar({
  message,
  user,
  isTogether,
}: {
  message: MessageState;
  user: User | undefined;
  isTogether: boolean;
}) {
  if (isTogether)
    return (
      <time
        className={styles["asideTime"]}
        dateTime={new Date(message.at).toISOString()}
        title={momentOf(message.at)}
      >
        {timeOf(message.at)}
      </time>
    );
  const { alias } = message.message ?? {};
  return (
    <div className={styles["avatar"]}>
      {alias === undefined ? (
        <ProfileButton user={message.user} className={styles["face"]} untabbed unspoken>
          <Avatar user={user} />
        </ProfileButton>
      ) : (
        <AliasAvatar alias={alias} user={user} />
      )}
    </div>
  );
}

/** Who wrote a message, and when. */
export function RowHeader({ message, user }: { message: MessageState; user: User | undefined }) {
  const text = useText();
  const alias = message.message?.alias;
  const badge = alias !== undefined ? text.list.app : user?.bot === true ? text.list.bot : undefined;
  const name = <bdi className={styles["name"]}>{authorOf(message, user, text.common.somebody)}</bdi>;
  return (
    <header className={styles["header"]}>
      {alias === undefined ? (
        <ProfileButton user={message.user} untabbed>
          {name}
        </ProfileButton>
      ) : (
        name
      )}
      {badge !== undefined && <span className={styles["badge"]}>{badge}</span>}
      <time
        className={styles["time"]}
        dateTime={new Date(message.at).toISOString()}
        title={momentOf(message.at)}
      >
        {timeOf(message.at)}
      </time>
    </header>
  );
}
