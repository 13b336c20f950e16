import { DatabaseUnavailable, type Postgres, type Session, sqlState } from "@hubbub/sql/postgres";

import { AccountsUnavailable } from "../account-store.ts";
import type { AccountsDatabase } from "../sql/accounts-database.ts";
import type { Step, Steps } from "../sql/steps.ts";
import { findAccounts } from "./find-accounts.ts";
import { takeLock } from "./locks.ts";
import { storable } from "./storable.ts";

/** The accounts in a Postgres database that any number of services share. See AccountsDatabase. */
export class PostgresDatabase implements AccountsDatabase {
  readonly findAccounts = findAccounts;
  readonly #postgres;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(postgres: Postgres) {
    this.#postgres = postgres;
  }

  read<T>(begin: () => Steps<T>): Promise<T> {
    return this.#run(() => this.#postgres.transactions.read((session) => perform(begin(), session)));
  }

  write<T>(begin: () => Steps<T>): Promise<T> {
    return this.#run(() =>
      this.#postgres.transactions.write((session) => perform(begin(), session), isTaken),
    );
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new AccountsUnavailable("The accounts database was closed.");
    const working = work();
    this.#underWay.add(working);
    try {
      return await working;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      throw new AccountsUnavailable("The accounts database can't be used now.", { cause: error });
    } finally {
      this.#underWay.delete(working);
    }
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#postgres.close();
  }
}

/** Somebody has added what was looked for and not found, such as an account of the same name: the next look will find it. */
const isTaken = (error: unknown): boolean => sqlState(error) === "23505";

async function perform<T>(steps: Steps<T>, session: Session): Promise<T> {
  let next = steps.next();
  while (next.done !== true) next = steps.next(await ask(next.value, session));
  return next.value;
}

function ask(step: Step, session: Session): unknown {
  switch (step.do) {
    case "query":
      return session.query(step.sql, step.params.map(storable));
    case "run":
      return session.runBlind(step.sql, step.params.map(storable));
    case "lock":
      return takeLock(session, step.lock);
  }
}
