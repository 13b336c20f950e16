import type { Database } from "bun:sqlite";

import type { Appended, ChannelRow, NewChannel, UserRow } from "../store.ts";
import { randomEpoch } from "./epochs.ts";
import { CallUndone, sqliteCode } from "./failures.ts";
import type { LogWriter } from "./log-writer.ts";

/** Changes users, channels and members, inside a transaction that the caller has begun. See Store. */
export class Membership {
  readonly #db;
  readonly #log;
  readonly #saveUser;
  readonly #insertChannel;
  readonly #insertMember;
  readonly #deleteMember;

  constructor(db: Database, log: LogWriter) {
    this.#db = db;
    this.#log = log;
    this.#saveUser = db.prepare<unknown, [number, string]>(
      `INSERT INTO users (id, name) VALUES (?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name`,
    );
    this.#insertChannel = db.prepare<{ id: number }, [string, number, number]>(
      `INSERT INTO channels (name, kind, epoch) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING id`,
    );
    this.#insertMember = db.prepare<unknown, [number, number]>(
      `INSERT INTO members (channel, user) SELECT id, ?2 FROM channels WHERE id = ?1 ON CONFLICT DO NOTHING`,
    );
    this.#deleteMember = db.prepare<unknown, [number, number]>(
      `DELETE FROM members WHERE channel = ? AND user = ?`,
    );
  }

  /** Writes nothing, and so costs no sync, if the user has this name already. */
  saveUser(user: UserRow): void {
    this.#saveUser.run(user.id, user.name);
  }

  createChannel({ name, kind, user, entries }: NewChannel): ChannelRow | undefined {
    return this.#alone(() => {
      const epoch = randomEpoch();
      const row = this.#insertChannel.get(name, kind, epoch);
      if (row === null) return undefined;
      this.#insertMember.run(row.id, user);
      let head = 0;
      for (const entry of entries) head = this.#log.add(row.id, user, entry) ?? 0;
      return { id: row.id, name, kind, epoch, head };
    });
  }

  join(channel: number, user: number, entry: Uint8Array): Appended | undefined {
    return this.#alone(() => {
      if (this.#insertMember.run(channel, user).changes === 0) return undefined;
      return this.#added(channel, user, entry);
    });
  }

  leave(channel: number, user: number, entry: Uint8Array): Appended | undefined {
    if (this.#deleteMember.run(channel, user).changes === 0) return undefined;
    return this.#added(channel, user, entry);
  }

  /** Undoes a change that names a user who does not exist, and spares the calls that it is committed with. */
  #alone<T>(change: () => T): T {
    try {
      // Within the caller's transaction this is a savepoint.
      return this.#db.transaction(change)();
    } catch (error) {
      if (!sqliteCode(error).startsWith("SQLITE_CONSTRAINT")) throw error;
      this.#log.rolledBack();
      throw new CallUndone("the user does not exist", { cause: error });
    }
  }

  #added(channel: number, user: number, entry: Uint8Array): Appended {
    const seq = this.#log.add(channel, user, entry);
    if (seq === undefined) throw new Error(`channel ${channel} has members, but does not exist`);
    return { seq };
  }
}
