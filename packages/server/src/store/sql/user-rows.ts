import type { UserRow } from "../rows.ts";
import { all, type Param, type Steps } from "./steps.ts";

const USER = `users.id, users.name, users.display_name, users.avatar, users.title, users.timezone, users.bot, users.admin,
  users.guest, users.disabled, users.presence, users.status_emoji, users.status_text, users.status_until`;

interface RawUser {
  id: number;
  name: string;
  display_name: string;
  avatar: number;
  title: string;
  timezone: string;
  bot: number;
  admin: number;
  guest: number;
  disabled: number;
  presence: number;
  status_emoji: string;
  status_text: string;
  status_until: number;
}

/** Users by the rest of a statement, from the joins or WHERE on. */
export function* usersWhere(rest: string, ...params: Param[]): Steps<UserRow[]> {
  return (yield* all<RawUser>(`SELECT ${USER} FROM users ${rest}`, ...params)).map(userRow);
}

function userRow(raw: RawUser): UserRow {
  return {
    id: raw.id,
    name: raw.name,
    displayName: raw.display_name,
    avatar: raw.avatar,
    title: raw.title,
    timezone: raw.timezone,
    bot: raw.bot !== 0,
    admin: raw.admin !== 0,
    guest: raw.guest !== 0,
    disabled: raw.disabled !== 0,
    presence: raw.presence,
    statusEmoji: raw.status_emoji,
    statusText: raw.status_text,
    statusUntil: raw.status_until,
  };
}
