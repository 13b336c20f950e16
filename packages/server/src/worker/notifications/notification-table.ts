import type { Database } from "bun:sqlite";

import { makeTables } from "../worker-database.ts";
import type { Reason } from "./reason-to-notify.ts";

const TABLES = [
  `CREATE TABLE notifications (
     user INTEGER NOT NULL,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     thread INTEGER NOT NULL,
     reason TEXT NOT NULL,
     at INTEGER NOT NULL,
     to_push INTEGER NOT NULL,
     to_mail INTEGER NOT NULL,
     PRIMARY KEY (user, channel, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX notifications_of_message ON notifications (channel, seq);
   CREATE TABLE digests (user INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;`,
];

/** A message that a user is to be told of, by push, by mail, or by both. */
export interface Notification {
  user: number;
  channel: number;
  seq: number;
  /** Seq of the thread's root; 0: none. */
  thread: number;
  reason: Reason;
  /** When the message was written, in ms since 1970 UTC. */
  at: number;
}

/** What users have yet to be told, in worker.sqlite. */
export class NotificationTable {
  readonly #add;
  readonly #toPush;
  readonly #toMail;
  readonly #pushed;
  readonly #mailed;
  readonly #clean;
  readonly #removeMessage;
  readonly #removeBefore;
  readonly #removeChannel;
  readonly #lastDigest;
  readonly #setDigest;

  constructor(own: Database) {
    makeTables(own, "notifications", TABLES);
    const columns = "user, channel, seq, thread, reason, at";
    this.#add = own.prepare<unknown, [number, number, number, number, string, number, number, number]>(
      `INSERT OR IGNORE INTO notifications (${columns}, to_push, to_mail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#toPush = own.prepare<Notification, [number, number]>(
      `SELECT ${columns} FROM notifications WHERE user = ? AND channel = ? AND to_push = 1 ORDER BY seq`,
    );
    this.#toMail = own.prepare<Notification, [number]>(
      `SELECT ${columns} FROM notifications WHERE user = ? AND to_mail = 1 ORDER BY at, channel, seq`,
    );
    this.#pushed = own.prepare<unknown, [number, number, number]>(
      "UPDATE notifications SET to_push = 0 WHERE user = ? AND channel = ? AND seq <= ?",
    );
    this.#mailed = own.prepare<unknown, [number]>("UPDATE notifications SET to_mail = 0 WHERE user = ?");
    this.#clean = own.prepare<unknown, [number]>(
      "DELETE FROM notifications WHERE user = ? AND to_push = 0 AND to_mail = 0",
    );
    this.#removeMessage = own.prepare<unknown, [number, number]>(
      "DELETE FROM notifications WHERE channel = ? AND seq = ?",
    );
    this.#removeBefore = own.prepare<unknown, [number, number]>(
      "DELETE FROM notifications WHERE channel = ? AND seq < ?",
    );
    this.#removeChannel = own.prepare<unknown, [number]>("DELETE FROM notifications WHERE channel = ?");
    this.#lastDigest = own.prepare<{ at: number }, [number]>("SELECT at FROM digests WHERE user = ?");
    this.#setDigest = own.prepare<unknown, [number, number]>(
      "INSERT OR REPLACE INTO digests (user, at) VALUES (?, ?)",
    );
  }

  add({ user, channel, seq, thread, reason, at }: Notification, push: boolean, mail: boolean): void {
    this.#add.run(user, channel, seq, thread, reason, at, Number(push), Number(mail));
  }

  /** Of one channel, in the order of their seqs. */
  toPush(user: number, channel: number): Notification[] {
    return this.#toPush.all(user, channel);
  }

  /** Of all channels, the oldest first. */
  toMail(user: number): Notification[] {
    return this.#toMail.all(user);
  }

  /** Nothing of the channel up to `seq` is to be pushed any more. */
  pushed(user: number, channel: number, seq: number): void {
    this.#pushed.run(user, channel, seq);
    this.#clean.run(user);
  }

  /** Nothing of what there is is to be mailed any more. */
  mailed(user: number): void {
    this.#mailed.run(user);
    this.#clean.run(user);
  }

  removeMessage(channel: number, seq: number): void {
    this.#removeMessage.run(channel, seq);
  }

  removeBefore(channel: number, seq: number): void {
    this.#removeBefore.run(channel, seq);
  }

  removeChannel(channel: number): void {
    this.#removeChannel.run(channel);
  }

  /** When the user was last sent a digest, in ms since 1970 UTC; 0: never. */
  lastDigest(user: number): number {
    return this.#lastDigest.get(user)?.at ?? 0;
  }

  setDigest(user: number, at: number): void {
    this.#setDigest.run(user, at);
  }
}
