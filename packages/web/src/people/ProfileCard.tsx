import type { OwnChannel, User } from "@hubbub/client";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { useMe, usePresence, useUser } from "../app/use-user.ts";
import { useRole } from "../channel/use-members.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { language, useText } from "../i18n/text.ts";
import { PresenceAvatar } from "./PresenceAvatar.tsx";

import styles from "./ProfileCard.module.css";

export interface ProfileCardProps {
  /** Id of the user. */
  id: number;
  /** Where they are met. */
  channel: OwnChannel | undefined;
  onDone: () => void;
}

/** Who somebody is, whether they are there, and the way to write to them. */
export function ProfileCard({ id, channel, onDone }: ProfileCardProps) {
  const text = useText();
  const { client } = useChat();
  const user = useUser(id);
  const me = useMe();
  const presence = usePresence(id);
  const role = useRole(channel, id);
  const { busy, error, run } = useAction();
  const write = async () => {
    const opened = await run(async () => {
      const { id: direct } = await client.channels.openDirect([id]);
      navigate(routes.channel(direct));
    });
    if (opened) onDone();
  };
  const about = user === undefined ? [] : wordsAbout(user, text.people);
  return (
    <div className={styles["card"]}>
      <div className={styles["top"]}>
        <PresenceAvatar user={user} presence={presence} size={56} />
        <div>
          <div className={styles["name"]}>{user?.displayName || user?.name}</div>
          <div className={styles["muted"]}>
            @{user?.name} · {text.people.presence(presence)}
          </div>
        </div>
      </div>
      {user?.title && <div>{user.title}</div>}
      {user?.status?.text && (
        <div>
          {user.status.emoji} {user.status.text}
        </div>
      )}
      <div className={styles["muted"]}>
        {[...about, role !== undefined && text.channels.role(role), localTime(user, text.people)]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {id === me?.id ? (
        <Button
          onClick={() => {
            navigate(routes.settings("profile"));
            onDone();
          }}
        >
          {text.people.editProfile}
        </Button>
      ) : (
        <Button kind="primary" busy={busy} onClick={() => void write()}>
          {text.people.message}
        </Button>
      )}
    </div>
  );
}

type PeopleText = ReturnType<typeof useText>["people"];

function wordsAbout(user: User, text: PeopleText): (string | false)[] {
  return [
    user.bot && text.bot,
    user.guest && text.guest,
    user.admin && text.administrator,
    user.disabled && text.disabled,
  ];
}

/** Undefined for who tells no time zone, or one that this browser doesn't know. */
function localTime(user: User | undefined, text: PeopleText): string | undefined {
  if (user === undefined || user.timezone === "") return undefined;
  try {
    const timeZone = user.timezone;
    const format = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone });
    return text.localTime(format.format(new Date()));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
