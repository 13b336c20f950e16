import type { Init, UserEvent } from "@hubbub/protocol";
import type { QueryStep } from "@hubbub/sql";

export {
  all,
  changes,
  first,
  list,
  listed,
  listedTexts,
  type Param,
  type Row,
  run,
  texts,
} from "@hubbub/sql";

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
  | QueryStep
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
