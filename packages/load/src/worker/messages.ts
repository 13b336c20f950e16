import { type Session } from "@hubbub/client";

import { type Faults, type RunOptions } from "../result/result.ts";

/** A name and a password, and a session if there is one already. */
export interface RunAccount {
  name: string;
  password: string;
  session: Session | undefined;
}

/** How users of a process get in: with tokens made beforehand, or with accounts; by their number in the process. */
export type Entry = { kind: "tokens"; tokens: string[] } | { kind: "accounts"; accounts: RunAccount[] };

/** What the run tells a generator process, in this order; `stop` at any time after `begin`. */
export type ToWorker =
  | { type: "prepare"; options: RunOptions; worker: number; server: string; entry: Entry }
  /** The ramp-up begins at this time of the clock. */
  | { type: "begin"; at: number }
  /** Nobody sends any more, and the run ends when all has come; a second one ends it at once. */
  | { type: "stop" };

/** Figures of one second, from the beginning of which nothing is counted twice. */
export interface WorkerSecond {
  /** 1, 2, 3, … */
  at: number;
  users: number;
  sent: number;
  delivered: number;
  /** `LatencyHistogram.slots` of what came in this second. */
  latency: number[];
  lagMs: number;
  /** CPU of the process, in percent of a core. */
  cpu: number;
  /** Resident memory, in bytes. */
  memory: number;
}

/** What one process's part of the run came to; histograms are `LatencyHistogram.slots`. */
export interface WorkerOutcome {
  /** By window of the timetable. */
  windows: number[][];
  acknowledgements: number[];
  lags: number[];
  logins: number[];
  /** In the measured phases, as far as they went. */
  measured: { ms: number; sent: number; delivered: number };
  faults: Faults;
  /** Sentences on why connections ended, messages were refused, or logins failed: the first few of each. */
  reasons: string[];
  recorded: Record<string, number[]>;
  counted: Record<string, number>;
}

/** What a generator process tells the run. */
export type FromWorker =
  | { type: "started" }
  /** So many users have connected. */
  | { type: "connected"; users: number }
  | { type: "ready" }
  | { type: "second"; second: WorkerSecond }
  | { type: "done"; outcome: WorkerOutcome }
  /** It can't go on; the message is a sentence. */
  | { type: "failed"; message: string };
