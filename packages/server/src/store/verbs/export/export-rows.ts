import type { ChannelRow, MembershipRow, UserRow } from "../../rows.ts";
import { channelsWhere } from "../../sql/channel-rows.ts";
import { all, EventKind, first, list, listed, type Steps } from "../../sql/steps.ts";
import { usersWhere } from "../../sql/user-rows.ts";
import { type FileRow, filesWhere } from "../files/file-rows.ts";

export interface ExportPage {
  /** The last id that is known; 0: from the first. */
  after: number;
  limit: number;
}

export interface ExportedUser extends UserRow {
  /** The protocol's Preferences as JSON, as far as they were set. */
  preferences: string;
}

/** Users by id. */
export function* exportUsers({ after, limit }: ExportPage): Steps<ExportedUser[]> {
  const users = yield* usersWhere("WHERE id > ?1 ORDER BY id LIMIT ?2", after, limit);
  const rows = yield* all<{ id: number; preferences: string }>(
    `SELECT id, preferences FROM users WHERE id IN ${listed(1)}`,
    list(users.map(({ id }) => id)),
  );
  const preferences = new Map(rows.map((row) => [row.id, row.preferences]));
  return users.map((user) => Object.assign(user, { preferences: preferences.get(user.id) ?? "{}" }));
}

/** A channel with the first event of its log. */
export interface ExportedChannel extends ChannelRow {
  /** Undefined if the log is empty. */
  firstEntry: Uint8Array | undefined;
}

/** Channels by id. */
export function* exportChannels({ after, limit }: ExportPage): Steps<ExportedChannel[]> {
  const channels = yield* channelsWhere("WHERE id > ?1 ORDER BY id LIMIT ?2", after, limit);
  const rows = yield* all<{ channel: number; entry: Uint8Array }>(
    `SELECT channel, entry FROM events WHERE channel IN ${listed(1)} AND seq = 1`,
    list(channels.map(({ id }) => id)),
  );
  const entries = new Map(rows.map(({ channel, entry }) => [channel, entry]));
  return channels.map((channel) => Object.assign(channel, { firstEntry: entries.get(channel.id) }));
}

export interface ExportedMember extends Omit<MembershipRow, "channel"> {
  user: number;
}

/** Members of a channel by user; `read` is the seq of the last message that was read, 0 if there is none. */
export function* exportMembers(args: ExportPage & { channel: number }): Steps<ExportedMember[]> {
  const rows = yield* all<
    Omit<ExportedMember, "favourite" | "mutedUntil"> & { favourite: number; muted_until: number }
  >(
    `SELECT user, role, level, favourite, muted_until, ${lastMessage("members.read")} AS read
     FROM members WHERE channel = ?1 AND user > ?2 ORDER BY user LIMIT ?3`,
    args.channel,
    args.after,
    args.limit,
  );
  return rows.map(({ user, role, level, favourite, muted_until: mutedUntil, read }) => {
    return { user, role, level, favourite: favourite !== 0, mutedUntil, read };
  });
}

export interface ExportedFollow {
  root: number;
  user: number;
  /** As in thread_follows. */
  following: number;
  /** Seq of the last message that was read; 0: none. */
  read: number;
}

/** Who follows threads of a channel, by root and user, after one of them. */
export function* exportFollows(args: {
  channel: number;
  after: { root: number; user: number };
  limit: number;
}): Steps<ExportedFollow[]> {
  return yield* all<ExportedFollow>(
    `SELECT root, user, following, ${lastMessage("thread_follows.read")} AS read FROM thread_follows
     WHERE channel = ?1 AND (root > ?2 OR (root = ?2 AND user > ?3)) ORDER BY root, user LIMIT ?4`,
    args.channel,
    args.after.root,
    args.after.user,
    args.limit,
  );
}

/** Seq of the last message up to a seq in the channel ?1; other events are not exported. */
function lastMessage(seq: string): string {
  return `coalesce((SELECT events.seq FROM events WHERE events.channel = ?1 AND events.seq <= ${seq}
    AND events.kind <> ${EventKind.OTHER} ORDER BY events.seq DESC LIMIT 1), 0)`;
}

export interface ExportedPin {
  seq: number;
  user: number;
  at: number;
}

/** Pins of a channel in the order of their pinning. */
export function* exportPins({ channel }: { channel: number }): Steps<ExportedPin[]> {
  return yield* all<ExportedPin>("SELECT seq, user, at FROM pins WHERE channel = ?1 ORDER BY event", channel);
}

/** Files by id; those that are gone are left out. */
export function* exportFiles({ ids }: { ids: readonly number[] }): Steps<FileRow[]> {
  return yield* filesWhere(`WHERE id IN ${listed(1)}`, list(ids));
}

/** What tells this server from others, of a key that it has made for itself; empty before it first ran. */
export function* exportInstance(): Steps<string> {
  const row = yield* first<{ value: string }>("SELECT value FROM secrets WHERE name = 'file-links'");
  return row === undefined
    ? ""
    : new Bun.CryptoHasher("sha256").update(`instance ${row.value}`).digest("hex").slice(0, 16);
}
