import { type Database, SQLiteError } from "bun:sqlite";

import { AccountsUnavailable } from "../account-store.ts";
import type { AccountsDatabase } from "../sql/accounts-database.ts";
import type { Step, Steps } from "../sql/steps.ts";
import { findAccounts } from "./find-accounts.ts";
import { openDatabase } from "./open-database.ts";

/** The accounts in a SQLite file. Each call is done when its promise is made, within a few ms. See AccountsDatabase. */
export class SqliteDatabase implements AccountsDatabase {
  readonly findAccounts = findAccounts;
  readonly #db: Database;
  #closed = false;

  /** Throws AccountsRefused. Without `create` the file has to be there. */
  constructor(path: string, options: { create: boolean }) {
    this.#db = openDatabase(path, options);
  }

  read<T>(begin: () => Steps<T>): Promise<T> {
    return this.#run(() => this.#perform(begin()));
  }

  /** Immediate: the write lock first, so that what was read can't change before what is written. */
  write<T>(begin: () => Steps<T>): Promise<T> {
    return this.#run(() => this.#db.transaction(() => this.#perform(begin())).immediate());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#db.close();
  }

  #perform<T>(steps: Steps<T>): T {
    let next = steps.next();
    while (next.done !== true) next = steps.next(this.#ask(next.value));
    return next.value;
  }

  #ask(step: Step): unknown {
    switch (step.do) {
      case "query":
        return this.#db.query(step.sql).all(...step.params);
      case "run":
        return void this.#db.query(step.sql).run(...step.params);
      case "lock":
        // A transaction that writes has the whole database.
        return undefined;
    }
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
