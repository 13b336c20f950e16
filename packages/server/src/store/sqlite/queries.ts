import type { Database } from "bun:sqlite";

import type { ChannelRow, HistoryPage, HistoryQuery, UserRow } from "../store.ts";

/** ChannelKind's public channel. */
const PUBLIC = 1;

const CHANNEL = `id, name, kind, epoch,
  coalesce((SELECT max(seq) FROM events WHERE channel = channels.id), 0) AS head`;

/** All that is read from the database by the reader thread. See Store. */
export class Queries {
  readonly #db;
  readonly #channelsOfUser;
  readonly #channel;
  readonly #channelByName;
  readonly #channels;
  readonly #listChannels;
  readonly #members;
  readonly #users;
  readonly #after;
  readonly #before;

  constructor(db: Database) {
    this.#db = db;
    this.#channelsOfUser = db.prepare<{ channel: number }, [number]>(
      `SELECT channel FROM members WHERE user = ? ORDER BY channel`,
    );
    this.#channel = db.prepare<ChannelRow, [number]>(`SELECT ${CHANNEL} FROM channels WHERE id = ?`);
    this.#channelByName = db.prepare<ChannelRow, [string]>(`SELECT ${CHANNEL} FROM channels WHERE name = ?`);
    this.#channels = db.prepare<ChannelRow, [string]>(
      `SELECT ${CHANNEL} FROM channels WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    );
    // A walk by name, merged with the user's own channels: other people's hidden ones are never looked at.
    this.#listChannels = db.prepare<ChannelRow, [string, number, number]>(
      `SELECT ${CHANNEL} FROM channels WHERE kind = ${PUBLIC} AND name > ?1
       UNION ALL
       SELECT ${CHANNEL} FROM channels
       WHERE kind <> ${PUBLIC} AND name > ?1 AND id IN (SELECT channel FROM members WHERE user = ?2)
       ORDER BY name LIMIT ?3`,
    );
    this.#members = db.prepare<UserRow, [number, number, number]>(
      `SELECT users.id, users.name FROM members JOIN users ON users.id = members.user
       WHERE channel = ? AND user > ? ORDER BY user LIMIT ?`,
    );
    this.#users = db.prepare<UserRow, [string]>(
      `SELECT id, name FROM users WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    );
    this.#after = db.prepare<LogRow, [number, number, number]>(
      `SELECT seq, entry FROM events WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?`,
    );
    this.#before = db.prepare<LogRow, [number, number, number]>(
      `SELECT seq, entry FROM events WHERE channel = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    );
  }

  channelsOfUser(user: number): number[] {
    return this.#channelsOfUser.all(user).map(({ channel }) => channel);
  }

  channel(id: number): ChannelRow | undefined {
    return this.#channel.get(id) ?? undefined;
  }

  channelByName(name: string): ChannelRow | undefined {
    return this.#channelByName.get(name) ?? undefined;
  }

  channels(ids: readonly number[]): ChannelRow[] {
    return this.#channels.all(JSON.stringify(ids));
  }

  listChannels(user: number, after: string, limit: number): ChannelRow[] {
    return this.#listChannels.all(after, user, limit);
  }

  members(channel: number, after: number, limit: number): UserRow[] {
    return this.#members.all(channel, after, limit);
  }

  users(ids: readonly number[]): UserRow[] {
    return this.#users.all(JSON.stringify(ids));
  }

  history({ channel, after, before, limit, maxBytes }: HistoryQuery): HistoryPage | undefined {
    // One snapshot, so that the head is the head of the log that the entries are from.
    return this.#db.transaction(() => {
      const row = this.channel(channel);
      if (row === undefined) return undefined;
      const { epoch, head } = row;
      if (before === 0) {
        const entries = withinBytes(this.#after.iterate(channel, after, limit), maxBytes);
        return { epoch, head, more: (entries.at(-1)?.seq ?? after) < head, entries };
      }
      const entries = withinBytes(this.#before.iterate(channel, before, limit), maxBytes).toReversed();
      return { epoch, head, more: (entries[0]?.seq ?? 1) > 1, entries };
    })();
  }
}

interface LogRow {
  seq: number;
  entry: Uint8Array;
}

/** Rows from the first on, while their entries are within `maxBytes`; always the first. */
function withinBytes(rows: Iterable<LogRow>, maxBytes: number): LogRow[] {
  const taken: LogRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.entry.length;
    if (taken.length > 0 && bytes > maxBytes) break;
    taken.push(row);
  }
  return taken;
}
