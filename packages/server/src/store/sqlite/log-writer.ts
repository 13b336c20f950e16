import type { Database } from "bun:sqlite";

import { EventKind, type NewEvent, type SentEvent } from "../sql/steps.ts";
import type { AppendResult } from "../store.ts";
import { Barred } from "./barred.ts";
import { type PackedEntry, packResults, unpackBatch } from "./batch.ts";
import { storedClientId } from "./client-id.ts";
import { LogHeads } from "./log-heads.ts";

/** Adds to the channels' logs, inside a transaction that the caller has begun. */
export class LogWriter {
  readonly barred = new Barred();
  readonly #heads;
  readonly #insertMessage;
  readonly #insertEvent;
  readonly #insertSend;
  readonly #selectSend;

  constructor(db: Database) {
    this.#heads = new LogHeads(db);
    this.#insertMessage = db.prepare<unknown, [number, number, number, Uint8Array]>(
      `INSERT INTO events (channel, seq, user, kind, entry) VALUES (?, ?, ?, ${EventKind.MESSAGE}, ?)`,
    );
    this.#insertEvent = db.prepare<unknown, [number, number, number, number, number | null, Uint8Array]>(
      `INSERT INTO events (channel, seq, user, kind, thread, entry) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#insertSend = db.prepare<unknown, [Uint8Array | string, number, number, number, number]>(
      `INSERT OR IGNORE INTO sends (client_id, user, channel, seq, at) VALUES (?, ?, ?, ?, ?)`,
    );
    this.#selectSend = db.prepare<SentEvent, [Uint8Array | string, number]>(
      `SELECT channel, seq, at FROM sends WHERE client_id = ? AND user = ?`,
    );
  }

  /** See Store.append; batch and results are packed. */
  append(count: number, packed: ArrayBuffer): ArrayBuffer {
    const results: AppendResult[] = [];
    for (const entry of unpackBatch(count, packed)) results.push(this.#message(entry));
    return packResults(results);
  }

  /** Adds an event that has no client id; its seq, or undefined if there is no such channel. */
  add({ channel, user, kind, thread, entry }: NewEvent): number | undefined {
    const head = this.#heads.head(channel);
    if (head === undefined) return undefined;
    const seq = head + 1;
    this.#insertEvent.run(channel, seq, user, kind, thread === 0 ? null : thread, entry);
    this.#heads.set(channel, seq);
    return seq;
  }

  /** Adds an event, if the sender's client id is new. */
  addOnce(event: NewEvent, clientId: string, at: number, sender = event.user): AppendResult {
    const id = storedClientId(new TextEncoder().encode(clientId));
    const seq = this.#once({ channel: event.channel, user: sender, id, at });
    if (typeof seq !== "number") return seq;
    this.add(event);
    return { outcome: "appended", seq };
  }

  /** A verb begins, which may be undone alone. */
  verbBegins(): void {
    this.barred.begin();
  }

  /** What the last verb has written was undone. */
  verbUndone(): void {
    this.#heads.forget();
    this.barred.undo();
  }

  /** What the user's client id has made; undefined if it is new. */
  sent(user: number, clientId: string): SentEvent | undefined {
    return this.#selectSend.get(storedClientId(new TextEncoder().encode(clientId)), user) ?? undefined;
  }

  /** All was undone that was written since the last commit. */
  rolledBack(): void {
    this.#heads.forget();
    this.barred.clear();
  }

  #message({ channel, user, at, clientId, entry }: PackedEntry): AppendResult {
    const seq = this.#once({ channel, user, id: storedClientId(clientId), at });
    if (typeof seq !== "number") return seq;
    this.#insertMessage.run(channel, seq, user, entry);
    this.#heads.set(channel, seq);
    return { outcome: "appended", seq };
  }

  /** Takes the client id for the channel's next seq, or says why not. */
  #once({ channel, user, id, at }: { channel: number; user: number; id: Uint8Array | string; at: number }) {
    const head = this.#heads.head(channel);
    if (head === undefined) return { outcome: "no-channel" } as const;
    if (this.barred.has(channel, user)) return { outcome: "barred" } as const;
    const seq = head + 1;
    // The insert is the look-up: a client id is new nearly always.
    if (this.#insertSend.run(id, user, channel, seq, at).changes > 0) return seq;
    const send = this.#selectSend.get(id, user);
    if (send === null) throw new Error("a send was refused as repeated, but there is no earlier one");
    if (send.channel !== channel) return { outcome: "reused" } as const;
    return { outcome: "repeated", seq: send.seq, at: send.at } as const;
  }
}
