import type { Init, UserEvent } from "@hubbub/protocol";

/** What SQLite and Postgres both take. Booleans are 0 and 1. */
export type Param = string | number | Uint8Array | null;
export type Row = Record<string, unknown>;

/** What an event is besides its bytes: by this pages of messages and counts find it. */
export const EventKind = {
  /** Anything but a message. */
  OTHER: 0,
  /** A message that is shown in its channel, replies that are shown there included. */
  MESSAGE: 1,
  /** A reply that is shown in its thread alone. */
  REPLY: 2,
  /** The same two, deleted. */
  DELETED_MESSAGE: 3,
  DELETED_REPLY: 4,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** An event to be added to a channel's log. */
export interface NewEvent {
  channel: number;
  user: number;
  entry: Uint8Array;
  kind: EventKind;
  /** Seq of the root of the thread that a message is in; 0: none. */
  thread: number;
}

/** What all users share and every node keeps in memory. */
export type ServerNews = "settings" | "emoji" | "wordRules";

/** The place of an event that a client id has made. */
export interface SentEvent {
  channel: number;
  seq: number;
  at: number;
}

/** One thing that a verb asks of its database. */
export type Step =
  /** A statement in the SQL that both databases speak, with parameters ?1, ?2, …; answered with its rows. */
  | { do: "query"; sql: string; params: readonly Param[] }
  /** The same, if its rows don't matter: what comes next need not wait for it. */
  | { do: "run"; sql: string; params: readonly Param[] }
  /** Answered with the event's seq; undefined if there is no such channel. */
  | { do: "append"; event: NewEvent }
  /** Answered as Store.append does: the client id, the event's user's or that of `sender`, makes it idempotent. */
  | { do: "append-once"; event: NewEvent; clientId: string; at: number; sender?: number }
  /** Answered with the event that the user's client id made; undefined if it is new. */
  | { do: "sent"; user: number; clientId: string }
  /** The user's feed has a new version of something: goes to the user's sessions after the commit. */
  | { do: "tell"; user: number; event: Init<UserEvent> }
  /** Something that was overwritten or deleted has to be gone from the disk soon, as far as the database can do that. */
  | { do: "erased" }
  /** What is the same for all of a channel was changed: every node reads it again. */
  | { do: "channel-changed"; channel: number }
  /** What the user, or everybody (0), has on its way to the channel is refused; for so many ms at most. */
  | { do: "bar"; channel: number; user: number; ms?: number }
  | { do: "unbar"; channel: number; user: number }
  /** What all users share was changed: every node reads it again. */
  | { do: "server-changed"; news: ServerNews };

/**
 * A verb: what a Store does, written once for every database, as a generator of steps. It runs in one
 * transaction; whatever it throws undoes all that it did.
 */
export type Steps<T> = Generator<Step, T, unknown>;

/** All rows of a statement. */
export function* all<R extends object = Row>(sql: string, ...params: Param[]): Steps<R[]> {
  return (yield { do: "query", sql, params }) as R[];
}

/** The first row of a statement. */
export function* first<R extends object = Row>(sql: string, ...params: Param[]): Steps<R | undefined> {
  return (yield* all<R>(sql, ...params))[0];
}

/** A statement whose rows don't matter. */
export function* run(sql: string, ...params: Param[]): Steps<void> {
  yield { do: "run", sql, params };
}

/** The items of a parameter that was made by `list`, as what stands after IN. */
export const listed = (param: number): string => `(SELECT CAST(value AS INTEGER) FROM json_each(?${param}))`;

/** The items of a parameter that was made by `texts`, as what stands after IN. */
export const listedTexts = (param: number): string =>
  `(SELECT CAST(value AS TEXT) FROM json_each(?${param}))`;

/** Ids as a parameter for `listed`. */
export const list = (ids: readonly number[]): string => JSON.stringify(ids);

/** Texts as a parameter for `listedTexts`. */
export const texts = (items: readonly string[]): string => JSON.stringify(items);

/** Whether a statement that ends in RETURNING changed anything. */
export function* changes(sql: string, ...params: Param[]): Steps<boolean> {
  return (yield* all(sql, ...params)).length > 0;
}
