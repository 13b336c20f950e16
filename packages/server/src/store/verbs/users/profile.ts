import { nameKey } from "@hubbub/protocol";

import { userOf } from "../../rows.ts";
import { run, type Steps } from "../../sql/steps.ts";
import { usersWhere } from "../../sql/user-rows.ts";
import { changed } from "../feed/changed.ts";
import type { FeedItem } from "../feed/items.ts";
import { FileUseKind, usePicture } from "../files/file-uses.ts";

export interface Profile {
  displayName: string;
  title: string;
  timezone: string;
  /** Id of a file; 0: none. */
  avatar: number;
}

export function* setProfile({ user, profile }: { user: number; profile: Profile }): Steps<void> {
  const { displayName, title, timezone, avatar } = profile;
  const use = { kind: FileUseKind.AVATAR, place: user, seq: 0 };
  yield* usePicture(user, avatar, use, { field: "setProfile.avatar" });
  yield* run(
    "UPDATE users SET display_name = ?2, display_key = ?3, title = ?4, timezone = ?5, avatar = ?6 WHERE id = ?1",
    user,
    displayName,
    nameKey(displayName),
    title,
    timezone,
    avatar,
  );
  yield* changed(user, "user", "");
}

export interface StatusArgs {
  user: number;
  /** A PresenceKind; 0: it follows the connections. */
  presence: number;
  emoji: string;
  text: string;
  until: number;
}

export function* setStatus({ user, presence, emoji, text, until }: StatusArgs): Steps<void> {
  yield* run(
    "UPDATE users SET presence = ?2, status_emoji = ?3, status_text = ?4, status_until = ?5 WHERE id = ?1",
    user,
    presence,
    emoji,
    text,
    until,
  );
  yield* changed(user, "user", "");
}

/** A user's own profile and status. */
export const userItem: FeedItem = function* (user) {
  const [row] = yield* usersWhere("WHERE id = ?1", user);
  if (!row) throw new Error(`user ${user} has no profile`);
  return { case: "user", value: userOf(row) };
};
