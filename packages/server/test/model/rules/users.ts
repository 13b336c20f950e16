import { type Init, LIMITS, PresenceKind, type User } from "@hubbub/protocol";

import { readable, sharesChannel } from "../access.ts";
import { refuseIf } from "../refused.ts";
import { type Account, key } from "../world.ts";
import { DONE, pageOf, type Rules } from "./rule.ts";

/** A user as all others see them. */
export function userView(account: Account): Init<User> {
  const { id, name, displayName, title, timezone, bot, admin, guest, presence, status } = account;
  const shown = status.emoji === "" && status.text === "" ? undefined : status;
  return { id, name, displayName, title, timezone, bot, admin, guest, presence, status: shown };
}

/** What a search for a user may begin with. */
const words = ({ name, displayName }: Account): string[] => [name, displayName, ...displayName.split(" ")];

const isTimeZone = (name: string): boolean => Intl.supportedValuesOf("timeZone").includes(name);

export const USERS: Rules<
  | "getUsers"
  | "listUsers"
  | "setStatus"
  | "setIdle"
  | "setProfile"
  | "setPreferences"
  | "registerPush"
  | "unregisterPush"
> = {
  getUsers: {
    scope: "users:read",
    reads: true,
    do(world, by, { ids }) {
      refuseIf(ids.length === 0 || ids.length > LIMITS.pageMax, "invalid");
      const seen = ({ id }: Account) => id === by.id || !by.guest || sharesChannel(world, by.id, id);
      const users = [...world.users.values()].filter(({ id }) => ids.includes(id)).filter(seen);
      return { case: "users", value: { users: users.map(userView) } };
    },
  },
  listUsers: {
    scope: "users:read",
    reads: true,
    do(world, by, { prefix, channel, after, limit }) {
      refuseIf(limit > LIMITS.pageMax, "too_large");
      const room = channel === 0 ? undefined : readable(world, by, channel);
      const start = prefix.toLowerCase();
      const users = [...world.users.values()]
        .filter((account) => words(account).some((word) => word.toLowerCase().startsWith(start)))
        .filter(({ id }) => !room || room.members.has(id))
        .filter(({ id }) => !by.guest || sharesChannel(world, by.id, id))
        .filter(({ name }) => name > after)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const { page, more } = pageOf(users, limit, LIMITS.pageDefault);
      return { case: "users", value: { users: page.map(userView), more } };
    },
  },
  setStatus: {
    scope: "messages:write",
    do(world, by, { presence, status }) {
      refuseIf(presence === PresenceKind.ONLINE || presence > PresenceKind.DO_NOT_DISTURB, "invalid");
      const { emoji = "", text = "", until = 0 } = status ?? {};
      refuseIf(text.length > LIMITS.statusLength || emoji.length > LIMITS.emojiLength, "too_large");
      Object.assign(by, { presence, status: { emoji, text, until } });
      world.told.add(key(by.id, "user"));
      return DONE;
    },
  },
  setIdle: { scope: "messages:write", reads: true, do: () => DONE },
  setProfile: {
    scope: "people",
    do(world, by, { displayName, title, timezone, avatar }) {
      refuseIf(
        displayName.length > LIMITS.displayNameLength || title.length > LIMITS.titleLength,
        "too_large",
      );
      refuseIf(timezone !== "" && !isTimeZone(timezone), "invalid");
      refuseIf(avatar !== 0, "not_found");
      Object.assign(by, { displayName, title, timezone });
      world.told.add(key(by.id, "user"));
      return DONE;
    },
  },
  setPreferences: {
    scope: "people",
    do(world, by, { preferences }) {
      refuseIf(preferences === undefined, "invalid");
      const { keywords, quietFromMinute, quietToMinute, mailAfterMinutes } = preferences!;
      refuseIf(keywords.includes(""), "invalid");
      refuseIf(Math.max(quietFromMinute, quietToMinute) >= 24 * 60, "too_large");
      refuseIf(mailAfterMinutes > LIMITS.mailAfterMinutes, "too_large");
      by.preferences = preferences!;
      world.told.add(key(by.id, "preferences"));
      return DONE;
    },
  },
  registerPush: {
    scope: "people",
    do(_world, _by, { endpoint, p256dh }) {
      refuseIf(!endpoint.startsWith("https://") || p256dh.length !== 87, "invalid");
      return DONE;
    },
  },
  unregisterPush: {
    scope: "people",
    do(_world, _by, { endpoint }) {
      refuseIf(!endpoint.startsWith("https://"), "invalid");
      return DONE;
    },
  },
};
