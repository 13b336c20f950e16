import type { Database } from "bun:sqlite";

/** From when something was erased to when the WAL, which has what was there before, is emptied: one for many. */
const DELAY_MS = 500;
/** When it is tried again because somebody was reading an older state, as a backup does. */
const RETRY_MS = 1_000;
/** How long commits may wait for readers to end. */
const READERS_MS = 20;

/**
 * Empties the WAL soon after something was erased. Overwritten bytes are cleared in the pages of the database, but older
 * images of those pages stand in the WAL until it was copied and cut off.
 */
export class WalTruncation {
  readonly #db;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Something was erased, or is being. */
  readonly request = (): void => {
    this.#timer ??= setTimeout(this.#run, DELAY_MS);
  };

  close(): void {
    clearTimeout(this.#timer);
  }

  readonly #run = (): void => {
    this.#timer = truncateWal(this.#db) ? undefined : setTimeout(this.#run, RETRY_MS);
  };
}

/** Copies the WAL into the database and empties it; false if a reader was in the way for too long. */
export function truncateWal(db: Database): boolean {
  const waited = db.query<{ timeout: number }, []>("PRAGMA busy_timeout").get()?.timeout ?? 0;
  db.run(`PRAGMA busy_timeout = ${READERS_MS}`);
  try {
    return db.query<{ busy: number }, []>("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy === 0;
  } finally {
    db.run(`PRAGMA busy_timeout = ${waited}`);
  }
}
