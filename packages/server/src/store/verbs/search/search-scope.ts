import { ChannelKind, nameKey } from "@hubbub/protocol";

import { all, first, listedTexts, type Steps, texts } from "../../sql/steps.ts";
import { sharingUsers } from "../users/sharing-users.ts";

export interface SearchScopeArgs {
  user: number;
  guest: boolean;
  /** Names of users that the query has. */
  users: readonly string[];
  /** Names of channels; of a direct channel "@" and the other's name. */
  channels: readonly string[];
}

export interface SearchScope {
  /** Ids of all channels that the user may read. */
  readable: number[];
  /** Ids by name; undefined for names that mean nothing to the user. */
  users: (number | undefined)[];
  channels: (number | undefined)[];
}

/** Where a user may search, and what the names in a query mean. All of one snapshot. */
export function* searchScope({ user, guest, users, channels }: SearchScopeArgs): Steps<SearchScope> {
  const readable = yield* readableChannels(user, guest);
  const direct = channels.filter(isDirect).map(otherOf);
  const ids = yield* usersNamed(user, guest, [...users, ...direct]);
  const found: (number | undefined)[] = [];
  for (const name of channels) {
    const id = isDirect(name)
      ? yield* directChannel(user, ids.get(nameKey(otherOf(name))))
      : yield* channelNamed(name);
    found.push(id !== undefined && readable.has(id) ? id : undefined);
  }
  return { readable: [...readable], users: users.map((name) => ids.get(nameKey(name))), channels: found };
}

/** Public channels, but not for guests and who is banned, and those that the user is a member of. */
export function* readableChannels(user: number, guest: boolean): Steps<Set<number>> {
  const rows = yield* all<{ id: number }>(
    `SELECT id FROM channels WHERE kind = ${ChannelKind.PUBLIC} AND ?2 = 0 AND NOT EXISTS (
       SELECT 1 FROM bans WHERE bans.channel = channels.id AND bans.user = ?1 AND (bans.until = 0 OR bans.until > ?3)
     )
     UNION SELECT channel AS id FROM members WHERE user = ?1`,
    user,
    Number(guest),
    Date.now(),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Users by the key of their name; guests see those only with whom they share a channel. */
function* usersNamed(user: number, guest: boolean, names: readonly string[]): Steps<Map<string, number>> {
  if (names.length === 0) return new Map();
  const rows = yield* all<{ id: number; name_key: string }>(
    `SELECT id, name_key FROM users WHERE name_key IN ${listedTexts(1)}`,
    texts(names.map(nameKey)),
  );
  const ids = rows.map(({ id }) => id);
  const seen = guest ? new Set([user, ...(yield* sharingUsers({ user, users: ids }))]) : new Set(ids);
  return new Map(rows.filter(({ id }) => seen.has(id)).map(({ id, name_key }) => [name_key, id]));
}

function* channelNamed(name: string): Steps<number | undefined> {
  return (yield* first<{ id: number }>("SELECT id FROM channels WHERE name = ?1", name))?.id;
}

function* directChannel(user: number, other: number | undefined): Steps<number | undefined> {
  if (other === undefined) return undefined;
  const key = [user, other].toSorted((a, b) => a - b).join(",");
  return (yield* first<{ id: number }>("SELECT id FROM channels WHERE direct_key = ?1", key))?.id;
}

const isDirect = (name: string): boolean => name.startsWith("@");
const otherOf = (name: string): string => name.slice(1);
