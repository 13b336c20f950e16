import { PresenceKind, type User } from "@hubbub/client";

import { Avatar } from "../design/Avatar.tsx";

import styles from "./PresenceAvatar.module.css";

const KINDS: Record<PresenceKind, string> = {
  [PresenceKind.UNSPECIFIED]: "offline",
  [PresenceKind.ONLINE]: "online",
  [PresenceKind.AWAY]: "away",
  [PresenceKind.DO_NOT_DISTURB]: "busy",
};

export interface PresenceAvatarProps {
  user: User | undefined;
  presence: PresenceKind;
  size?: number;
}

/** A user's picture with a dot that says whether they are there: by its form, too. Decoration: say it in words. */
export function PresenceAvatar({ user, presence, size = 36 }: PresenceAvatarProps) {
  return (
    <span className={styles["place"]} aria-hidden>
      <Avatar user={user} size={size} />
      <span className={styles["dot"]} data-presence={KINDS[presence]} />
    </span>
  );
}
