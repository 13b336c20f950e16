import { Role } from "@hubbub/protocol";

import type { MemberRecord, UserRecord } from "../records.ts";
import { flag, type Json, objects, text, whole } from "../source/json.ts";

/** A user's line; undefined without a name. */
export function mattermostUser(user: Json): UserRecord | undefined {
  const name = text(user, "username").toLowerCase();
  if (name === "") return undefined;
  const fullName = [text(user, "first_name"), text(user, "last_name")]
    .filter((part) => part !== "")
    .join(" ");
  const roles = text(user, "roles").split(" ");
  return {
    kind: "user",
    id: name,
    name,
    displayName: text(user, "nickname") || fullName,
    title: text(user, "position"),
    timezone: "",
    email: text(user, "email"),
    role: roles.includes("system_guest") ? "guest" : "member",
    bot: flag(user, "is_bot"),
    disabled: whole(user, "delete_at") > 0,
    createdAt: 0,
    status: { emoji: "", text: "", until: 0 },
    presence: 0,
  };
}

/** A bot's line; undefined without a name. */
export function mattermostBot(bot: Json): UserRecord | undefined {
  const user = mattermostUser(bot);
  return user && { ...user, displayName: text(bot, "display_name"), bot: true };
}

/** The channels that a user's line says the user is in. */
export function* membershipsOf(user: Json, id: string): Generator<MemberRecord> {
  for (const team of objects(user, "teams")) {
    for (const channel of objects(team, "channels")) {
      const roles = text(channel, "roles").split(" ");
      const role = roles.includes("channel_admin")
        ? Role.OWNER
        : roles.includes("channel_guest")
          ? Role.GUEST
          : Role.MEMBER;
      yield memberOf(
        channelKey(text(team, "name"), text(channel, "name")),
        id,
        role,
        flag(channel, "favorite"),
      );
    }
  }
}

export function memberOf(channel: string, user: string, role: Role, favourite: boolean): MemberRecord {
  return { kind: "member", channel, user, role, at: 0, level: 0, favourite, mutedUntil: 0 };
}

/** What a channel is called among all teams. */
export const channelKey = (team: string, name: string): string => `${team}/${name}`;

/** What a direct channel is called, by its people. */
export const directKey = (people: readonly string[]): string => [...new Set(people)].toSorted().join(",");
