import { Database } from "bun:sqlite";
import { join } from "node:path";

import type { ChannelRecord, MemberRecord, UserRecord } from "../records.ts";
import type { Json } from "../source/json.ts";

/** A post or reply as it is put down. */
export interface StagedPost {
  channel: string;
  at: number;
  id: string;
  /** Id of the post that it replies to; empty: none. */
  root: string;
  pinned: boolean;
  fields: Json;
}

/** A post as it was put down, and how many characters it takes there. */
export interface ReadPost extends StagedPost {
  length: number;
}

/** Rows between commits; nothing has to last. */
const ROWS = 10_000;

/**
 * Puts an export down in a database on the disk and gives it back by channel and time: in the export posts stand in any
 * order, and replies within the post that they answer.
 */
export class Staging {
  readonly #db: Database;
  #rows = 0;
  #postsLength = 0;

  constructor(scratch: string) {
    this.#db = new Database(join(scratch, "staging.sqlite"), { create: true, strict: true });
    this.#db.run("PRAGMA journal_mode = OFF");
    this.#db.run("PRAGMA synchronous = OFF");
    for (const table of ["users", "channels", "members", "posts"])
      this.#db.run(`DROP TABLE IF EXISTS ${table}`);
    this.#db.run(`CREATE TABLE users (id TEXT PRIMARY KEY, json TEXT NOT NULL)`);
    this.#db.run(`CREATE TABLE channels (id TEXT PRIMARY KEY, json TEXT NOT NULL)`);
    this.#db.run(
      `CREATE TABLE members (channel TEXT, user TEXT, json TEXT NOT NULL, PRIMARY KEY (channel, user))`,
    );
    this.#db.run(
      `CREATE TABLE posts (n INTEGER PRIMARY KEY, channel TEXT, at INTEGER, id TEXT, root TEXT, pinned INTEGER, json TEXT)`,
    );
    this.#db.run("BEGIN");
  }

  user(record: UserRecord): void {
    this.#insert("INSERT OR IGNORE INTO users (id, json) VALUES (?, ?)", record.id, JSON.stringify(record));
  }

  channel(record: ChannelRecord): void {
    this.#insert(
      "INSERT OR IGNORE INTO channels (id, json) VALUES (?, ?)",
      record.id,
      JSON.stringify(record),
    );
  }

  member(record: MemberRecord): void {
    this.#insert(
      "INSERT OR REPLACE INTO members (channel, user, json) VALUES (?, ?, ?)",
      record.channel,
      record.user,
      JSON.stringify(record),
    );
  }

  post({ channel, at, id, root, pinned, fields }: StagedPost): void {
    const json = JSON.stringify(fields);
    this.#insert(
      "INSERT INTO posts (channel, at, id, root, pinned, json) VALUES (?, ?, ?, ?, ?, ?)",
      channel,
      at,
      id,
      root,
      Number(pinned),
      json,
    );
    this.#postsLength += json.length;
  }

  /** Characters of all posts as they were put down. */
  get postsLength(): number {
    return this.#postsLength;
  }

  /** All is there that comes. */
  finish(): void {
    this.#db.run("COMMIT");
    this.#db.run("CREATE INDEX posts_in_order ON posts (channel, at, n)");
  }

  hasUser(id: string): boolean {
    return this.#db.query("SELECT 1 FROM users WHERE id = ?").get(id) !== null;
  }

  hasChannel(id: string): boolean {
    return this.#db.query("SELECT 1 FROM channels WHERE id = ?").get(id) !== null;
  }

  *users(): Generator<UserRecord> {
    yield* this.#records<UserRecord>("SELECT json FROM users ORDER BY rowid");
  }

  *channels(): Generator<ChannelRecord> {
    yield* this.#records<ChannelRecord>("SELECT json FROM channels ORDER BY rowid");
  }

  *members(channel: string): Generator<MemberRecord> {
    yield* this.#records<MemberRecord>("SELECT json FROM members WHERE channel = ? ORDER BY rowid", channel);
  }

  /** Of a channel by time; with `pinned` only those that are pinned. */
  *posts(channel: string, options: { pinned: boolean }): Generator<ReadPost> {
    const rows = this.#db
      .prepare<{ at: number; id: string; root: string; pinned: number; json: string }, [string]>(
        `SELECT at, id, root, pinned, json FROM posts WHERE channel = ? ${options.pinned ? "AND pinned = 1" : ""}
         ORDER BY at, n`,
      )
      .iterate(channel);
    for (const { json, pinned, ...row } of rows) {
      yield { channel, ...row, pinned: pinned !== 0, length: json.length, fields: JSON.parse(json) as Json };
    }
  }

  /** When a channel's first post was; undefined without any. */
  begin(channel: string): number | undefined {
    const row = this.#db
      .query<{ at: number | null }, [string]>("SELECT min(at) AS at FROM posts WHERE channel = ?")
      .get(channel);
    return row?.at ?? undefined;
  }

  close(): void {
    this.#db.close();
  }

  *#records<R>(sql: string, ...params: string[]): Generator<R> {
    for (const { json } of this.#db.prepare<{ json: string }, string[]>(sql).iterate(...params)) {
      yield JSON.parse(json) as R;
    }
  }

  #insert(sql: string, ...params: (string | number)[]): void {
    this.#db.query<unknown, (string | number)[]>(sql).run(...params);
    if (++this.#rows % ROWS !== 0) return;
    this.#db.run("COMMIT");
    this.#db.run("BEGIN");
  }
}
