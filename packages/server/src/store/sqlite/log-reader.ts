import type { Database } from "bun:sqlite";

import type { HistoryPage, HistoryQuery } from "../store.ts";

/** Reads pages of logs. See Store.history. */
export class LogReader {
  readonly #db;
  readonly #position;
  readonly #after;
  readonly #before;

  constructor(db: Database) {
    this.#db = db;
    this.#position = db.prepare<{ epoch: number; head: number }, [number]>(
      `SELECT epoch, coalesce((SELECT max(seq) FROM events WHERE channel = channels.id), 0) AS head
       FROM channels WHERE id = ?`,
    );
    this.#after = db.prepare<LogRow, [number, number, number]>(
      `SELECT seq, entry FROM events WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?`,
    );
    this.#before = db.prepare<LogRow, [number, number, number]>(
      `SELECT seq, entry FROM events WHERE channel = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    );
  }

  history({ channel, after, before, limit, maxBytes }: HistoryQuery): HistoryPage | undefined {
    // One snapshot, so that the head is the head of the log that the entries are from.
    return this.#db.transaction(() => {
      const row = this.#position.get(channel);
      if (row === null) return undefined;
      const { epoch, head } = row;
      if (before === 0) {
        const entries = withinBytes(this.#after.iterate(channel, after, limit), maxBytes);
        return { epoch, head, more: (entries.at(-1)?.seq ?? after) < head, entries };
      }
      const entries = withinBytes(this.#before.iterate(channel, before, limit), maxBytes).toReversed();
      return { epoch, head, more: (entries[0]?.seq ?? 1) > 1, entries };
    })();
  }
}

interface LogRow {
  seq: number;
  entry: Uint8Array;
}

/** Rows from the first on, while their entries are within `maxBytes`; always the first. */
function withinBytes(rows: Iterable<LogRow>, maxBytes: number): LogRow[] {
  const taken: LogRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.entry.length;
    if (taken.length > 0 && bytes > maxBytes) break;
    taken.push(row);
  }
  return taken;
}
