/**
 * Where channels, members and the log live. One contract suite (test/store-contract.ts) proves every
 * implementation. Calls that write take effect in the order in which one process makes them; users have to be
 * made known by `connectUser` before they create or join channels. All ids, seqs and times are integers below 2^53; times are milliseconds since 1970 UTC.
 */
export interface Store {
  /** Resolves, with what to tell the operator, if the store has failed for good: no later call will succeed. */
  readonly failed: Promise<StoreUnavailable>;

  /**
   * Makes sure that the user exists under this name (a changed name is taken over) and gives the ids of the
   * channels that the user is a member of, ascending.
   */
  connectUser(user: UserRow): Promise<number[]>;

  /**
   * Appends entries to their channels' logs: one durable commit for all of them, in order, each with the next
   * seq of its channel. Resolves after the commit is on disk, with one result for each entry, in order; an
   * entry whose channel is gone is refused alone. Calls may overlap; each channel's seqs follow the order of
   * the calls. Rejects with StoreUnavailable if the commit failed: then nothing of the batch was kept.
   */
  append(batch: readonly NewEntry[]): Promise<AppendResult[]>;

  /**
   * Creates a channel with its ChannelCreated and MemberJoined entries (seq 1 and 2), the creator being its
   * member. Undefined if the name is taken (names are compared as written).
   */
  createChannel(channel: NewChannel): Promise<ChannelRow | undefined>;

  channel(id: number): Promise<ChannelRow | undefined>;
  channelByName(name: string): Promise<ChannelRow | undefined>;
  /** The given channels, unknown ids left out, ascending by id. */
  channels(ids: readonly number[]): Promise<ChannelRow[]>;

  /** Public channels and those of `user`, names after `after` in code-point order, at most `limit`. */
  listChannels(user: number, after: string, limit: number): Promise<ChannelRow[]>;

  /** Adds a member, with `entry` in the log. Undefined if the user is a member already, or there is no such channel. */
  join(channel: number, user: number, entry: Uint8Array): Promise<Appended | undefined>;
  /** Removes a member, with `entry` in the log. Undefined if the user is no member, or there is no such channel. */
  leave(channel: number, user: number, entry: Uint8Array): Promise<Appended | undefined>;

  /** Members with ids after `after`, ascending, at most `limit`. */
  members(channel: number, after: number, limit: number): Promise<UserRow[]>;
  /** The given users, unknown ids left out, ascending by id. */
  users(ids: readonly number[]): Promise<UserRow[]>;

  /**
   * Entries of a channel in ascending seq: those next after `after`, or, if `before` is given (not 0), those
   * next before it. At most `limit` entries and, past the first, `maxBytes` bytes of entries. Undefined if
   * there is no such channel.
   */
  history(query: HistoryQuery): Promise<HistoryPage | undefined>;

  /** Waits for what is under way, then closes. Calls after it reject with StoreUnavailable. */
  close(): Promise<void>;
}

export interface UserRow {
  id: number;
  name: string;
}

export interface NewChannel {
  name: string;
  kind: number;
  /** The creator. */
  user: number;
  /** Entries for seq 1 and 2. */
  entries: readonly [Uint8Array, Uint8Array];
}

export interface ChannelRow {
  id: number;
  name: string;
  /** A ChannelKind of the protocol. */
  kind: number;
  epoch: number;
  /** Seq of the newest entry; 0 for none. */
  head: number;
}

/** One event to append. `entry` is opaque to the store: an encoded Event without its channel and seq. */
export interface NewEntry {
  channel: number;
  user: number;
  /** Idempotence key of this user, for ever. */
  clientId: string;
  /** When it was accepted; given back if the client id is repeated. */
  at: number;
  entry: Uint8Array;
}

export type AppendResult =
  | { outcome: "appended"; seq: number }
  /** The user's client id made this event earlier (or earlier in this batch). */
  | { outcome: "repeated"; seq: number; at: number }
  /** The user's client id was used in another channel. */
  | { outcome: "reused" }
  | { outcome: "no-channel" };

export interface Appended {
  seq: number;
}

export interface HistoryQuery {
  channel: number;
  after: number;
  before: number;
  limit: number;
  maxBytes: number;
}

export interface HistoryPage {
  epoch: number;
  head: number;
  /** Whether there are more entries in the direction asked for. */
  more: boolean;
  entries: { seq: number; entry: Uint8Array }[];
}

/** The store can't do it now (disk full, closed, gone); the caller may try again later. Nothing was kept. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
}

/** The store can't be opened at all; the message is a sentence that says what to do. */
export class StoreRefused extends Error {
  override name = "StoreRefused";
}
