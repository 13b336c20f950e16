import type { Has } from "../../search/has.ts";

/** A message as it is searched. It comes again whenever something of it has changed. */
export interface SearchMessage {
  channel: number;
  seq: number;
  user: number;
  /** Milliseconds since 1970 UTC. */
  at: number;
  text: string;
  /** Names of its files. */
  files: readonly string[];
  has: readonly Has[];
}

export type SearchChange =
  | ({ kind: "message" } & SearchMessage)
  /** A message's text is another one; nothing if it isn't in the index. */
  | { kind: "edited"; channel: number; seq: number; text: string; link: boolean }
  /** What a message has begun to have, or has no more; nothing if it isn't in the index. */
  | { kind: "has"; channel: number; seq: number; what: Has; now: boolean }
  | { kind: "removed"; channel: number; seq: number }
  /** All messages of the channel with seqs below `before`; without it all. */
  | { kind: "channel-removed"; channel: number; before?: number };
