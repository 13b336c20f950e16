import { ChannelKind } from "@hubbub/protocol";

import type { ChannelRow, UserRow } from "../../rows.ts";
import { channelById, channelsWhere } from "../../sql/channel-rows.ts";
import { all, list, listed, type Steps } from "../../sql/steps.ts";
import { usersWhere } from "../../sql/user-rows.ts";

export function* channel({ id }: { id: number }): Steps<ChannelRow | undefined> {
  return yield* channelById(id);
}

export function* channelByName({ name }: { name: string }): Steps<ChannelRow | undefined> {
  return (yield* channelsWhere("WHERE name = ?1", name))[0];
}

/** The given channels, unknown ids left out, ascending by id. */
export function* channels({ ids }: { ids: readonly number[] }): Steps<ChannelRow[]> {
  return yield* channelsWhere(`WHERE id IN ${listed(1)} ORDER BY id`, list(ids));
}

export interface ListChannelsArgs {
  user: number;
  /** Guests see their own channels only. */
  guest: boolean;
  after: string;
  limit: number;
}

/** Public channels and those of `user`, direct ones left out, names after `after` in code-point order. */
export function* listChannels({ user, guest, after, limit }: ListChannelsArgs): Steps<ChannelRow[]> {
  // A walk by name, merged with the user's own channels: other people's hidden ones are never looked at.
  const open = guest
    ? []
    : yield* channelsWhere(
        `WHERE kind = ${ChannelKind.PUBLIC} AND name > ?1 ORDER BY name LIMIT ?2`,
        after,
        limit,
      );
  const kinds = guest ? `(${ChannelKind.PUBLIC}, ${ChannelKind.PRIVATE})` : `(${ChannelKind.PRIVATE})`;
  const own = yield* channelsWhere(
    `WHERE kind IN ${kinds} AND name > ?1 AND id IN (SELECT channel FROM members WHERE user = ?2)
     ORDER BY name LIMIT ?3`,
    after,
    user,
    limit,
  );
  return [...open, ...own].toSorted((a, b) => byCodePoints(a.name, b.name)).slice(0, limit);
}

/** UTF-8 keeps the order of code points; UTF-16 doesn't. */
const byCodePoints = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export interface Members {
  /** Ascending by id. */
  users: UserRow[];
  /** The Role of each. */
  roles: number[];
}

/** Members with ids after `after`, ascending, at most `limit`. */
export function* members(args: { channel: number; after: number; limit: number }): Steps<Members> {
  const rows = yield* all<{ user: number; role: number }>(
    "SELECT user, role FROM members WHERE channel = ?1 AND user > ?2 ORDER BY user LIMIT ?3",
    args.channel,
    args.after,
    args.limit,
  );
  const found = yield* users({ ids: rows.map(({ user }) => user) });
  return { users: found, roles: rows.map(({ role }) => role) };
}

/** The given users, unknown ids left out, ascending by id. */
export function* users({ ids }: { ids: readonly number[] }): Steps<UserRow[]> {
  return yield* usersWhere(`WHERE id IN ${listed(1)} ORDER BY id`, list(ids));
}
