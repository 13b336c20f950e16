import type { ServerNews, Steps } from "./sql/steps.ts";
import type { ReadVerbs, WriteVerbs } from "./verbs/index.ts";

export { fileOf, type FileRow, FileState, SERVER } from "./verbs/files/file-rows.ts";
export * from "./rows.ts";
export type { ServerNews } from "./sql/steps.ts";
export type { ReadVerbs, WriteVerbs } from "./verbs/index.ts";
export { type MentionCursor, NEWEST_MENTION } from "./verbs/messages/list-mentions.ts";
export type { MentionPlaces } from "./verbs/messages/mentions.ts";
export type { DueMessage } from "./verbs/messages/send-scheduled.ts";
export type { Arrival } from "./verbs/arrival.ts";

/** What a verb takes, and what it gives. */
export type VerbArgs<Verb> = Verb extends (args: infer Args) => unknown ? Args : never;
export type VerbResult<Verb> = Verb extends (args: never) => Steps<infer Result> ? Result : never;

/**
 * Where channels, members and the log live. One contract suite (test/store-contract.ts) proves every
 * implementation. Calls that write take effect in the order in which one process makes them; users have to be
 * made known by `saveUser` before anything is done for them. All ids, seqs and times are integers below 2^53; times are
 * milliseconds since 1970 UTC.
 */
export interface Store {
  /** Resolves, with what to tell the operator, if the store has failed for good: no later call will succeed. */
  readonly failed: Promise<StoreUnavailable>;

  /**
   * Appends plain messages to their channels' logs: one durable commit for all of them, in order, each with the next
   * seq of its channel. Resolves after the commit is on disk, with one result for each entry, in order; an
   * entry whose channel is gone is refused alone, and so is one of a user who has just left the channel or was muted, and
   * any to a channel that was just archived: what was checked before, and was on its way, never follows such an event. Calls may overlap; each channel's seqs follow the order of
   * the calls. Rejects with StoreUnavailable if the commit failed: then nothing of the batch was kept.
   */
  append(batch: readonly NewEntry[]): Promise<AppendResult[]>;

  /**
   * Entries of a channel in ascending seq: those next after `after`, or, if `before` is given (not 0), those
   * next before it. At most `limit` entries and, past the first, `maxBytes` bytes of entries. Undefined if
   * there is no such channel.
   */
  history(query: HistoryQuery): Promise<HistoryPage | undefined>;

  /**
   * Does one of the verbs that change something (verbs/index.ts), all of it or nothing, in one durable commit, which
   * others may share. Rejects with the Refusal that the verb has thrown, or with StoreUnavailable.
   */
  write<Name extends keyof WriteVerbs>(
    verb: Name,
    args: VerbArgs<WriteVerbs[Name]>,
  ): Promise<Outcome<VerbResult<WriteVerbs[Name]>>>;

  /** Asks one of the verbs that change nothing, of one snapshot. Rejects as `write` does. */
  read<Name extends keyof ReadVerbs>(
    verb: Name,
    args: VerbArgs<ReadVerbs[Name]>,
  ): Promise<VerbResult<ReadVerbs[Name]>>;

  /** Waits for what is under way, then closes. Calls after it reject with StoreUnavailable. */
  close(): Promise<void>;
}

/** What a verb has done, with what has to be told of it after the commit. */
export interface Outcome<T> {
  value: T;
  /** What it added to logs, in order. */
  events: LoggedEvent[];
  /** What it changed in users' feeds, in order. */
  told: UserChange[];
  /** Channels whose rows it changed. */
  channels: number[];
  /** What of the whole server it changed. */
  news: ServerNews[];
}

export interface LoggedEvent {
  channel: number;
  seq: number;
  entry: Uint8Array;
}

export interface UserChange {
  user: number;
  version: number;
  /** An encoded ServerFrame with the one UserEvent. */
  frame: Uint8Array;
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
  | { outcome: "no-channel" }
  /** The user, or everybody, was kept from sending there after the message was checked. */
  | { outcome: "barred" };

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
