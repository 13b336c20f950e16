import type { Database } from "bun:sqlite";

import { Level, type NotifiedMember } from "./reason-to-notify.ts";

/** ChannelKind.DIRECT of the protocol. */
const DIRECT = 3;
/** PresenceKind of the protocol. */
const DO_NOT_DISTURB = 3;

/** What notifications ask of the gateway's database. */
export class Members {
  readonly #kind;
  readonly #name;
  readonly #all;
  readonly #some;
  readonly #wantingAll;
  readonly #followers;
  readonly #read;
  readonly #threadRead;
  readonly #user;
  readonly #keywords;
  readonly #subscribed;

  constructor(chat: Database) {
    type Member = { user: number; level: number };
    this.#kind = chat.prepare<{ kind: number }, [number]>("SELECT kind FROM channels WHERE id = ?");
    this.#name = chat.prepare<{ name: string | null }, [number]>("SELECT name FROM channels WHERE id = ?");
    this.#all = chat.prepare<Member, [number]>("SELECT user, level FROM members WHERE channel = ?");
    this.#some = chat.prepare<Member, [number, string]>(
      `SELECT user, level FROM members
       WHERE channel = ? AND user IN (SELECT value FROM json_each(?))`,
    );
    this.#wantingAll = chat.prepare<Member, [number]>(
      `SELECT user, level FROM members WHERE channel = ? AND level = ${Level.ALL}`,
    );
    this.#followers = chat.prepare<{ user: number }, [number, number]>(
      "SELECT user FROM thread_follows WHERE channel = ? AND root = ? AND following = 1",
    );
    this.#read = chat.prepare<{ read: number }, [number, number]>(
      "SELECT read FROM members WHERE channel = ? AND user = ?",
    );
    this.#threadRead = chat.prepare<{ read: number }, [number, number, number]>(
      "SELECT read FROM thread_follows WHERE channel = ? AND root = ? AND user = ?",
    );
    this.#user = chat.prepare<UserRow, [number]>(
      `SELECT name, display_name AS displayName, timezone, disabled, presence, preferences FROM users WHERE id = ?`,
    );
    this.#keywords = chat.prepare<{ id: number; keywords: string }, []>(
      `SELECT id, json_extract(preferences, '$.keywords') AS keywords FROM users
       WHERE json_array_length(preferences, '$.keywords') > 0`,
    );
    this.#subscribed = chat.prepare<unknown, [number]>(
      "SELECT 1 FROM push_subscriptions WHERE user = ? LIMIT 1",
    );
  }

  isDirect(channel: number): boolean {
    return this.#kind.get(channel)?.kind === DIRECT;
  }

  /** Empty for a direct channel. */
  channelName(channel: number): string {
    return this.#name.get(channel)?.name ?? "";
  }

  /** Members who may want to be told of a message; `everybody` for those that go to all. */
  candidates(
    channel: number,
    thread: number,
    everybody: boolean,
    named: Iterable<number>,
    withKeyword: ReadonlySet<number>,
  ): NotifiedMember[] {
    const followers = new Set(
      thread === 0 ? [] : this.#followers.all(channel, thread).map(({ user }) => user),
    );
    const members = new Map<number, number>();
    const add = (rows: { user: number; level: number }[]): void => {
      for (const { user, level } of rows) members.set(user, level);
    };
    if (everybody) {
      add(this.#all.all(channel));
    } else {
      const ids = [...named, ...followers, ...withKeyword];
      if (ids.length > 0) add(this.#some.all(channel, JSON.stringify(ids)));
      add(this.#wantingAll.all(channel));
    }
    return Array.from(members, ([user, level]) => ({
      user,
      level,
      followsThread: followers.has(user),
      hasKeyword: withKeyword.has(user),
    }));
  }

  /** Whether the user has read a message, in its channel or in its thread, or is no member any more. */
  hasRead(user: number, channel: number, seq: number, thread: number): boolean {
    const inChannel = this.#read.get(channel, user);
    if (inChannel === null) return true;
    const inThread = thread === 0 ? null : this.#threadRead.get(channel, thread, user);
    return Math.max(inChannel.read, inThread?.read ?? 0) >= seq;
  }

  /** Undefined for one that isn't known, or is disabled. */
  user(id: number): NotifiedUser | undefined {
    const row = this.#user.get(id);
    if (row === null || row.disabled === 1) return undefined;
    const { name, displayName, timezone, presence } = row;
    const doNotDisturb = presence === DO_NOT_DISTURB;
    return { name: displayName || name, timezone, doNotDisturb, ...DEFAULTS, ...JSON.parse(row.preferences) };
  }

  isSubscribed(user: number): boolean {
    return this.#subscribed.get(user) !== null;
  }

  *keywords(): Generator<[user: number, keywords: string[]]> {
    for (const { id, keywords } of this.#keywords.all()) yield [id, JSON.parse(keywords) as string[]];
  }
}

interface UserRow {
  name: string;
  displayName: string;
  timezone: string;
  disabled: number;
  presence: number;
  preferences: string;
}

/** What of a user and their preferences counts for notifications. */
export interface NotifiedUser {
  /** As it is shown. */
  name: string;
  timezone: string;
  /** The user has said so of themselves. */
  doNotDisturb: boolean;
  quietUntil: number;
  quietFromMinute: number;
  quietToMinute: number;
  mailAfterMinutes: number;
}

const DEFAULTS = { quietUntil: 0, quietFromMinute: 0, quietToMinute: 0, mailAfterMinutes: 0 };
