import type { Database } from "bun:sqlite";

import { decodeEntry, type Event } from "@hubbub/protocol";

/** Bytes of entries past which a page ends early. */
const PAGE_BYTES = 1024 * 1024;

export interface LogEnd {
  channel: number;
  epoch: number;
  head: number;
  /** Seq of the last event that an import has written; 0: none. */
  imported: number;
}

/** Reads the channels' logs from the gateway's database. */
export class LogReader {
  readonly #ends;
  readonly #end;
  readonly #after;

  constructor(chat: Database) {
    const end = `SELECT id AS channel, epoch,
      coalesce((SELECT max(seq) FROM events WHERE channel = channels.id), 0) AS head,
      coalesce((SELECT until FROM imported_logs WHERE channel = channels.id), 0) AS imported FROM channels`;
    this.#ends = chat.prepare<LogEnd, []>(end);
    this.#end = chat.prepare<LogEnd, [number]>(`${end} WHERE id = ?`);
    this.#after = chat.prepare<{ seq: number; entry: Uint8Array }, [number, number, number]>(
      "SELECT seq, entry FROM events WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?",
    );
  }

  /** Of all channels. */
  ends(): LogEnd[] {
    return this.#ends.all();
  }

  end(channel: number): LogEnd | undefined {
    return this.#end.get(channel) ?? undefined;
  }

  /** The next events after `after`, at most `limit`. */
  after(channel: number, after: number, limit: number): Event[] {
    const events: Event[] = [];
    let bytes = 0;
    for (const { seq, entry } of this.#after.iterate(channel, after, limit)) {
      events.push(decodeEntry(channel, seq, entry));
      bytes += entry.length;
      if (bytes >= PAGE_BYTES) break;
    }
    return events;
  }
}
