import { SQL } from "bun";

import { asUnavailable, DatabaseUnavailable, isLost, isPassing } from "./failures.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** How long a transaction is tried again before its caller is told that the database can't be reached. */
const PATIENCE_MS = 10_000;
const PAUSE_MIN_MS = 5;
const PAUSE_MAX_MS = 250;

/** What became of one try: `lost` is the number of a transaction whose connection was lost on its commit. */
type Ended<T> = { value: T; lost?: string } | { error: unknown };

/**
 * Transactions that are tried again when the connection is lost, the server restarts, or two of them waited for each
 * other in a ring. `work` is called anew each time; what it throws itself ends the transaction and is passed on.
 */
export class Transactions {
  constructor(private readonly sessions: Sessions) {}

  /**
   * One that writes. Resolves after its commit is durable. Rejects with DatabaseUnavailable if nothing of it was kept. What
   * `mayPass` says of an error that a constraint was violated: that it won't be again.
   */
  write<T>(work: (session: Session) => Promise<T>, mayPass: MayPass = never): Promise<T> {
    return patiently(mayPass, async () => {
      const ended = await this.sessions.lend((session) => write(session, work));
      if (!("lost" in ended) || ended.lost === undefined || (await this.#wasCommitted(ended.lost)))
        return ended;
      return { error: new TryAgain("the connection was lost before the commit") };
    });
  }

  /** One that only reads, all of it of one snapshot. */
  read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return patiently(never, () => this.sessions.lend((session) => read(session, work)));
  }

  /** Asks Postgres what became of a commit that was not answered, however long it takes until it can. */
  async #wasCommitted(number: string): Promise<boolean> {
    for (;;) {
      try {
        const status = await this.sessions.lend(async (session) => {
          const [row] = await session.send("SELECT pg_xact_status($1::text::xid8) AS status", [number]);
          return row?.["status"];
        });
        if (status === "committed") return true;
        if (status === "aborted") return false;
        if (status !== "in progress") throw new DatabaseUnavailable("Postgres has forgotten a transaction");
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
      await Bun.sleep(PAUSE_MAX_MS);
    }
  }
}

type MayPass = (error: unknown) => boolean;

const never = (): boolean => false;

/** The connection was lost before the commit. */
class TryAgain extends Error {}

async function write<T>(session: Session, work: (session: Session) => Promise<T>): Promise<Ended<T>> {
  // Not waited for: what comes next is sent right behind.
  session.sendBlind("BEGIN");
  const numbered = session.send("SELECT pg_current_xact_id()::text AS number");
  numbered.catch(() => {});
  let value: T;
  try {
    value = await work(session);
    await numbered;
  } catch (error) {
    return await rolledBack(session, error);
  }
  const [row] = await numbered;
  try {
    await session.send("COMMIT");
  } catch (error) {
    const cause = session.failure?.error ?? error;
    if (cause !== error || !isLost(error)) return await rolledBack(session, error);
    return { value, lost: row?.["number"] as string };
  }
  // Postgres answers the COMMIT of a transaction that has failed with a ROLLBACK, which is no error.
  return session.failure ?? { value };
}

async function read<T>(session: Session, work: (session: Session) => Promise<T>): Promise<Ended<T>> {
  session.sendBlind("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const value = await work(session);
    await session.send("COMMIT");
    return { value };
  } catch (error) {
    return await rolledBack(session, error);
  }
}

/** What had failed first, after its transaction was rolled back; throws it if the connection is gone with it. */
async function rolledBack(session: Session, error: unknown): Promise<{ error: unknown }> {
  // What the work has thrown by itself is what counts, unless a statement had failed before.
  const cause = error instanceof SQL.PostgresError ? (session.failure?.error ?? error) : error;
  if (isLost(cause)) throw cause;
  await session.send("ROLLBACK");
  return { error: cause };
}

async function patiently<T>(mayPass: MayPass, attempt: () => Promise<Ended<T>>): Promise<T> {
  const since = performance.now();
  for (let pause = PAUSE_MIN_MS; ; pause = Math.min(pause * 2, PAUSE_MAX_MS)) {
    const ended = await attempt().catch((error: unknown) => ({ error }));
    if (!("error" in ended)) return ended.value;
    const { error } = ended;
    const passes = error instanceof TryAgain || isPassing(error) || mayPass(error);
    if (!passes || performance.now() - since > PATIENCE_MS) throw asUnavailable(error);
    await Bun.sleep(pause * (0.5 + Math.random() / 2));
  }
}
