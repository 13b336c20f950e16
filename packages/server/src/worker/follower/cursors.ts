import type { Database } from "bun:sqlite";

import { makeTables } from "../worker-database.ts";

/** How far a consumer has come in a channel. */
export interface Cursor {
  epoch: number;
  seq: number;
}

const TABLES = [
  `CREATE TABLE consumers (name TEXT PRIMARY KEY, began_at INTEGER NOT NULL) STRICT;
   CREATE TABLE cursors (
     consumer TEXT NOT NULL,
     channel INTEGER NOT NULL,
     epoch INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (consumer, channel)
   ) STRICT, WITHOUT ROWID;`,
];

/** The consumers' cursors in worker.sqlite. */
export class Cursors {
  readonly #get;
  readonly #set;
  readonly #known;
  readonly #begin;

  constructor(db: Database) {
    makeTables(db, "follower", TABLES);
    this.#get = db.prepare<Cursor, [string, number]>(
      "SELECT epoch, seq FROM cursors WHERE consumer = ? AND channel = ?",
    );
    this.#set = db.prepare<unknown, [string, number, number, number]>(
      "INSERT OR REPLACE INTO cursors (consumer, channel, epoch, seq) VALUES (?, ?, ?, ?)",
    );
    this.#known = db.prepare<unknown, [string]>("SELECT 1 FROM consumers WHERE name = ?");
    this.#begin = db.prepare<unknown, [string, number]>(
      "INSERT INTO consumers (name, began_at) VALUES (?, ?)",
    );
  }

  /** Whether the consumer has run before. */
  isKnown(consumer: string): boolean {
    return this.#known.get(consumer) !== null;
  }

  /** The consumer runs for the first time. */
  begin(consumer: string, at: number): void {
    this.#begin.run(consumer, at);
  }

  /** Undefined for a channel that the consumer has seen nothing of. */
  get(consumer: string, channel: number): Cursor | undefined {
    return this.#get.get(consumer, channel) ?? undefined;
  }

  set(consumer: string, channel: number, { epoch, seq }: Cursor): void {
    this.#set.run(consumer, channel, epoch, seq);
  }
}
