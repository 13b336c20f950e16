import type { QueryStep } from "@hubbub/sql";

/**
 * What a transaction has to itself until its commit. SQLite's have everything; on Postgres others wait for it, and what is
 * asked behind it sees all that they had committed. To be taken in the order in which they stand here, so that no two wait
 * for each other in a ring.
 */
export type Lock =
  /** Who is an administrator, and the setup code, which is there only while nobody is. */
  | { on: "administrators" }
  | { on: "signing-keys" }
  | { on: "sweep" }
  /** An account, with its sessions and whatever else is counted by account. */
  | { on: "account"; id: number }
  /** The account of a session. */
  | { on: "session"; sid: string }
  /** The end of the feed of revocations. */
  | { on: "feed" };

export type Step = QueryStep | { do: "lock"; lock: Lock };

/** What a store asks of its database in one transaction; see Queries of @hubbub/sql. */
export type Steps<T> = Generator<Step, T, unknown>;

export function* take(lock: Lock): Steps<void> {
  yield { do: "lock", lock };
}
