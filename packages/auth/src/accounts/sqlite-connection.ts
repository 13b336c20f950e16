import { type Database, SQLiteError } from "bun:sqlite";

import { AccountsUnavailable } from "./account-store.ts";
import { openDatabase } from "./open-sqlite.ts";

/** The connection that the stores of one database share. Each call is done when its promise is made, within a few ms. */
export class SqliteConnection {
  readonly #db: Database;
  #closed = false;

  /** Throws AccountsRefused. Without `create` the file has to be there. */
  constructor(path: string, options: { create: boolean }) {
    this.#db = openDatabase(path, options);
  }

  read<T>(work: (db: Database) => T): Promise<T> {
    return this.#run(() => work(this.#db));
  }

  /** Immediate: the write lock first, so that what was read can't change before what is written. */
  write<T>(work: (db: Database) => T): Promise<T> {
    return this.#run(() => this.#db.transaction(() => work(this.#db)).immediate());
  }

  close(): void {
    this.#closed = true;
    this.#db.close();
  }

  async #run<T>(work: () => T): Promise<T> {
    if (this.#closed) throw new AccountsUnavailable("The accounts database was closed.");
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SQLiteError)) throw error;
      throw new AccountsUnavailable("The accounts database can't be used now.", { cause: error });
    }
  }
}
