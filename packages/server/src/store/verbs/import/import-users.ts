import { nameKey, type Preferences } from "@hubbub/protocol";

import { changes, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";
import { FileUseKind, useFiles } from "../files/file-uses.ts";

/** A user who has an account already. */
export interface ImportedUser {
  id: number;
  name: string;
  displayName: string;
  title: string;
  timezone: string;
  bot: boolean;
  admin: boolean;
  guest: boolean;
  disabled: boolean;
  presence: number;
  statusEmoji: string;
  statusText: string;
  statusUntil: number;
  preferences: Partial<Preferences>;
}

/** Makes users known with their profiles; who is known already stays as they are. */
export function* importUsers({ users }: { users: readonly ImportedUser[] }): Steps<void> {
  for (const user of users) {
    const isNew = yield* changes(
      `INSERT INTO users (id, name, name_key, display_name, display_key, title, timezone, bot, admin, guest, disabled,
         presence, status_emoji, status_text, status_until, preferences)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      user.id,
      user.name,
      nameKey(user.name),
      user.displayName,
      nameKey(user.displayName),
      user.title,
      user.timezone,
      Number(user.bot),
      Number(user.admin),
      Number(user.guest),
      Number(user.disabled),
      user.presence,
      user.statusEmoji,
      user.statusText,
      user.statusUntil,
      JSON.stringify(user.preferences),
    );
    if (!isNew) continue;
    yield* changed(user.id, "user", "");
    if (Object.keys(user.preferences).length > 0) yield* changed(user.id, "preferences", "");
  }
}

/** Gives a user without a picture this one. */
export function* importAvatar({ user, file }: { user: number; file: number }): Steps<void> {
  const isNew = yield* changes(
    "UPDATE users SET avatar = ?2 WHERE id = ?1 AND avatar = 0 RETURNING id",
    user,
    file,
  );
  if (!isNew) return;
  yield* useFiles([file], { kind: FileUseKind.AVATAR, place: user, seq: 0 });
  yield* changed(user, "user", "");
}

export interface ImportedEmoji {
  name: string;
  file: number;
  user: number;
}

/** Adds an emoji of the server's own; one of the same name stays as it is. Whether it was added. */
export function* importEmoji({ name, file, user }: ImportedEmoji): Steps<boolean> {
  const isNew = yield* changes(
    "INSERT INTO emoji (name, file, user) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING name",
    name,
    file,
    user,
  );
  if (!isNew) return false;
  yield* useFiles([file], { kind: FileUseKind.EMOJI, place: file, seq: 0 });
  return true;
}
