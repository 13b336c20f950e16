import type { ErrorName } from "@hubbub/protocol";

import type { RefusalDetails } from "../../errors.ts";
import type { HistoryQuery, Outcome } from "../store.ts";
import type { PackedPage } from "./page.ts";

/** What every store thread is asked. Nothing else comes before the answer to `open` or after `close`. */
type Lifecycle<Options> = {
  open(options: Options): void;
  close(): void;
};

export interface WriterOptions {
  path: string;
  /** Pages that the file may have, to see in tests what a full disk does. */
  maxPages?: number;
}

/** The writer thread: calls that arrive together are committed together. */
export type WriterCalls = Lifecycle<WriterOptions> & {
  append(count: number, packed: ArrayBuffer): ArrayBuffer;
  write(verb: string, args: unknown): Outcome<unknown>;
};

/** The reader thread: answers in order, each call from one snapshot of the database. */
export type ReaderCalls = Lifecycle<{ path: string }> & {
  read(verb: string, args: unknown): unknown;
  history(query: HistoryQuery): PackedPage | undefined;
};

/** The shape of a table of calls. */
export type Calls = Record<string, (...args: never[]) => unknown>;

/** One call on its way to a thread. */
export interface Request {
  id: number;
  op: string;
  args: unknown[];
}

/** And its answer. */
export type Response = { id: number; value: unknown } | { id: number; failure: Failure };

/** Errors lose their class on the way between threads; this keeps which one it was. */
export type Failure =
  | { kind: "unavailable" | "refused" | "fault"; message: string }
  | { kind: "refusal"; message: string; reason: ErrorName; details: RefusalDetails };
