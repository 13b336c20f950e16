import type { Database } from "bun:sqlite";

import { BadFrame, decodeEntry } from "@hubbub/protocol";

import { EventKind } from "../../sql/steps.ts";
import type { Migration } from "../schema.ts";

/** Rows that are read at a time while kinds are found. */
const CHUNK = 10_000;

/**
 * Events say what they are beside their bytes. Rows are in the order of their commits, so that they are only ever added
 * at the end and never move from page to page, which would leave copies of deleted texts behind; pages of messages and
 * counts look at the index alone (docs/adr/0008-messages.md). The writer alone gives seqs, each once.
 */
export const EVENTS_V2: readonly Migration[] = [
  `CREATE TABLE events_v2 (
     id INTEGER PRIMARY KEY,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     user INTEGER NOT NULL,
     kind INTEGER NOT NULL,
     thread INTEGER,
     entry BLOB NOT NULL
   ) STRICT;`,
  copyWithKinds,
  `DROP TABLE events;
   ALTER TABLE events_v2 RENAME TO events;
   CREATE INDEX events_by_seq ON events (channel, seq, kind, user);
   CREATE INDEX events_by_thread ON events (channel, thread, seq, kind, user) WHERE thread IS NOT NULL;`,
];

interface OldEvent {
  channel: number;
  seq: number;
  user: number;
  entry: Uint8Array;
}

function copyWithKinds(db: Database): void {
  const select = db.prepare<OldEvent, [number, number, number]>(
    `SELECT channel, seq, user, entry FROM events WHERE (channel, seq) > (?, ?) ORDER BY channel, seq LIMIT ?`,
  );
  const insert = db.prepare<unknown, [number, number, number, number, Uint8Array]>(
    `INSERT INTO events_v2 (channel, seq, user, kind, entry) VALUES (?, ?, ?, ?, ?)`,
  );
  let last: OldEvent | undefined;
  do {
    const rows = select.all(last?.channel ?? 0, last?.seq ?? 0, CHUNK);
    for (const { channel, seq, user, entry } of rows) insert.run(channel, seq, user, kindOf(entry), entry);
    last = rows.at(-1);
  } while (last !== undefined);
  select.finalize();
  insert.finalize();
}

function kindOf(entry: Uint8Array): EventKind {
  try {
    return decodeEntry(0, 0, entry).body.case === "message" ? EventKind.MESSAGE : EventKind.OTHER;
  } catch (error) {
    if (error instanceof BadFrame) return EventKind.OTHER;
    throw error;
  }
}
