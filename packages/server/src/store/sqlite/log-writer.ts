import type { Database } from "bun:sqlite";

import type { AppendResult } from "../store.ts";
import { type PackedEntry, packResults, unpackBatch } from "./batch.ts";
import { storedClientId } from "./client-id.ts";
import { LogHeads } from "./log-heads.ts";

/** Adds to the channels' logs, inside a transaction that the caller has begun. */
export class LogWriter {
  readonly #heads;
  readonly #insertEvent;
  readonly #insertSend;
  readonly #selectSend;

  constructor(db: Database) {
    this.#heads = new LogHeads(db);
    this.#insertEvent = db.prepare<unknown, [number, number, number, Uint8Array]>(
      `INSERT INTO events (channel, seq, user, entry) VALUES (?, ?, ?, ?)`,
    );
    this.#insertSend = db.prepare<unknown, [Uint8Array | string, number, number, number, number]>(
      `INSERT OR IGNORE INTO sends (client_id, user, channel, seq, at) VALUES (?, ?, ?, ?, ?)`,
    );
    this.#selectSend = db.prepare<Send, [Uint8Array | string, number]>(
      `SELECT channel, seq, at FROM sends WHERE client_id = ? AND user = ?`,
    );
  }

  /** See Store.append; batch and results are packed. */
  append(count: number, packed: ArrayBuffer): ArrayBuffer {
    const results: AppendResult[] = [];
    for (const entry of unpackBatch(count, packed)) results.push(this.#send(entry));
    return packResults(results);
  }

  /** Adds an entry that has no client id; its seq, or undefined if there is no such channel. */
  add(channel: number, user: number, entry: Uint8Array): number | undefined {
    const head = this.#heads.head(channel);
    if (head === undefined) return undefined;
    const seq = head + 1;
    this.#insertEvent.run(channel, seq, user, entry);
    this.#heads.set(channel, seq);
    return seq;
  }

  rolledBack(): void {
    this.#heads.forget();
  }

  #send({ channel, user, at, clientId, entry }: PackedEntry): AppendResult {
    const head = this.#heads.head(channel);
    if (head === undefined) return { outcome: "no-channel" };
    const seq = head + 1;
    const stored = storedClientId(clientId);
    // The insert is the look-up: a client id is new nearly always.
    if (this.#insertSend.run(stored, user, channel, seq, at).changes === 0) {
      const send = this.#selectSend.get(stored, user);
      if (send === null) throw new Error("a send was refused as repeated, but there is no earlier one");
      if (send.channel !== channel) return { outcome: "reused" };
      return { outcome: "repeated", seq: send.seq, at: send.at };
    }
    this.#insertEvent.run(channel, seq, user, entry);
    this.#heads.set(channel, seq);
    return { outcome: "appended", seq };
  }
}

interface Send {
  channel: number;
  seq: number;
  at: number;
}
