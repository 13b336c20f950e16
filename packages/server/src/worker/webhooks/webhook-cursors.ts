import type { Database } from "bun:sqlite";

import { makeTables } from "../worker-database.ts";

const TABLES = [
  `CREATE TABLE webhook_cursors (
     webhook INTEGER NOT NULL,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     until INTEGER NOT NULL,
     PRIMARY KEY (webhook, channel)
   ) STRICT, WITHOUT ROWID;`,
];

/** What a webhook has yet to be told of a channel: what comes after `seq`, up to and with `until`. */
export interface WebhookCursor {
  seq: number;
  until: number;
}

/** A row for each webhook and channel while there is something to tell. */
export class WebhookCursors {
  readonly #extend;
  readonly #get;
  readonly #set;
  readonly #removeDone;
  readonly #remove;
  readonly #removeChannel;

  constructor(own: Database) {
    makeTables(own, "webhooks", TABLES);
    this.#extend = own.prepare<unknown, [number, number, number, number]>(
      `INSERT INTO webhook_cursors (webhook, channel, seq, until) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET until = excluded.until`,
    );
    this.#get = own.prepare<WebhookCursor, [number, number]>(
      "SELECT seq, until FROM webhook_cursors WHERE webhook = ? AND channel = ?",
    );
    this.#set = own.prepare<unknown, [number, number, number]>(
      "UPDATE webhook_cursors SET seq = ?3 WHERE webhook = ?1 AND channel = ?2",
    );
    this.#removeDone = own.prepare<unknown, [number, number]>(
      "DELETE FROM webhook_cursors WHERE webhook = ? AND channel = ? AND seq >= until",
    );
    this.#remove = own.prepare<unknown, [number, number]>(
      "DELETE FROM webhook_cursors WHERE webhook = ? AND channel = ?",
    );
    this.#removeChannel = own.prepare<unknown, [number]>("DELETE FROM webhook_cursors WHERE channel = ?");
  }

  /** There is something to tell from one event to another, both included, after what there was already. */
  extend(webhook: number, channel: number, first: number, last: number): void {
    this.#extend.run(webhook, channel, first - 1, last);
  }

  get(webhook: number, channel: number): WebhookCursor | undefined {
    return this.#get.get(webhook, channel) ?? undefined;
  }

  told(webhook: number, channel: number, seq: number): void {
    this.#set.run(webhook, channel, seq);
  }

  /** False if there is more to tell. */
  removeDone(webhook: number, channel: number): boolean {
    return this.#removeDone.run(webhook, channel).changes > 0;
  }

  remove(webhook: number, channel: number): void {
    this.#remove.run(webhook, channel);
  }

  removeChannel(channel: number): void {
    this.#removeChannel.run(channel);
  }
}
