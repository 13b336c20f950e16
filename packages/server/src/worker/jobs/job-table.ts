import type { Database } from "bun:sqlite";

import { makeTables } from "../worker-database.ts";
import type { NewJob } from "./job-kind.ts";

/**
 * `run_at` is null while an earlier job of the same lane has to be done first; `wanted_at` is then what it will be, at
 * the least. `key` is null from its first run on.
 */
const TABLES = [
  `CREATE TABLE jobs (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL,
     key TEXT,
     lane TEXT,
     payload TEXT NOT NULL,
     added_at INTEGER NOT NULL,
     wanted_at INTEGER NOT NULL,
     run_at INTEGER,
     attempts INTEGER NOT NULL DEFAULT 0,
     error TEXT,
     UNIQUE (kind, key)
   ) STRICT;
   CREATE INDEX jobs_due ON jobs (kind, run_at) WHERE run_at IS NOT NULL;
   CREATE INDEX jobs_of_lane ON jobs (kind, lane, id) WHERE lane IS NOT NULL;`,
];

export interface JobRow {
  id: number;
  kind: string;
  lane: string | null;
  payload: string;
  attempts: number;
  addedAt: number;
}

/** The jobs in worker.sqlite. */
export class JobTable {
  readonly #db;
  readonly #insert;
  readonly #laneTaken;
  readonly #due;
  readonly #nextAt;
  readonly #begin;
  readonly #postpone;
  readonly #remove;
  readonly #freeLane;
  readonly #count;

  constructor(db: Database) {
    makeTables(db, "jobs", TABLES);
    this.#db = db;
    this.#laneTaken = db.prepare<unknown, [string, string]>(
      "SELECT 1 FROM jobs WHERE kind = ? AND lane = ? LIMIT 1",
    );
    this.#insert = db.prepare<
      unknown,
      [string, string | null, string | null, string, number, number, number | null]
    >(
      `INSERT OR IGNORE INTO jobs (kind, key, lane, payload, added_at, wanted_at, run_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#due = db.prepare<JobRow, [string, number, number]>(
      `SELECT id, kind, lane, payload, attempts, added_at AS addedAt FROM jobs
       WHERE kind = ? AND run_at <= ? ORDER BY run_at, id LIMIT ?`,
    );
    this.#nextAt = db.prepare<{ at: number | null }, [string, number]>(
      "SELECT min(run_at) AS at FROM jobs WHERE kind = ? AND run_at > ?",
    );
    this.#begin = db.prepare<unknown, [number]>(
      "UPDATE jobs SET attempts = attempts + 1, key = NULL WHERE id = ?",
    );
    this.#postpone = db.prepare<unknown, [number, string, number]>(
      "UPDATE jobs SET run_at = ?, error = ? WHERE id = ?",
    );
    this.#remove = db.prepare<unknown, [number]>("DELETE FROM jobs WHERE id = ?");
    this.#freeLane = db.prepare<unknown, [string, string]>(
      `UPDATE jobs SET run_at = wanted_at
       WHERE id = (SELECT min(id) FROM jobs WHERE kind = ? AND lane = ?)`,
    );
    this.#count = db.prepare<{ count: number }, [string]>(
      "SELECT count(*) AS count FROM jobs WHERE kind = ?",
    );
  }

  /** False if a job with its key waits already. */
  add({ kind, key, payload, runAt, lane }: NewJob, now: number): boolean {
    const wantedAt = runAt ?? now;
    const blocked = lane !== undefined && this.#laneTaken.get(kind, lane) !== null;
    const { changes } = this.#insert.run(
      kind,
      key ?? null,
      lane ?? null,
      JSON.stringify(payload),
      now,
      wantedAt,
      blocked ? null : wantedAt,
    );
    return changes > 0;
  }

  /** Jobs of a kind whose time has come, the longest due first; those that run are among them. */
  due(kind: string, now: number, limit: number): JobRow[] {
    return this.#due.all(kind, now, limit);
  }

  /** When the next job of a kind is due after `now`. */
  nextAt(kind: string, now: number): number | undefined {
    return this.#nextAt.get(kind, now)?.at ?? undefined;
  }

  begin(id: number): void {
    this.#begin.run(id);
  }

  postpone(id: number, until: number, error: string): void {
    this.#postpone.run(until, error, id);
  }

  /** The job is over; the next of its lane may go on. */
  remove({ id, kind, lane }: JobRow): void {
    this.#db.transaction(() => {
      this.#remove.run(id);
      if (lane !== null) this.#freeLane.run(kind, lane);
    })();
  }

  count(kind: string): number {
    return this.#count.get(kind)?.count ?? 0;
  }
}
