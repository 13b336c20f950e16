import type { Database } from "bun:sqlite";

/**
 * The seq of each channel's newest entry, kept in memory because one thread alone writes. Read from the log
 * when a channel is first written to; forgotten as a whole when a transaction is rolled back.
 */
export class LogHeads {
  readonly #heads = new Map<number, number>();
  readonly #select;

  constructor(db: Database) {
    this.#select = db.prepare<{ head: number | null }, [number]>(
      `SELECT (SELECT max(seq) FROM events WHERE channel = channels.id) AS head FROM channels WHERE id = ?`,
    );
  }

  /** 0 for an empty log, undefined if there is no such channel. */
  head(channel: number): number | undefined {
    const known = this.#heads.get(channel);
    if (known !== undefined) return known;
    const row = this.#select.get(channel);
    if (row === null) return undefined;
    const head = row.head ?? 0;
    this.#heads.set(channel, head);
    return head;
  }

  set(channel: number, head: number): void {
    this.#heads.set(channel, head);
  }

  forget(): void {
    this.#heads.clear();
  }
}
