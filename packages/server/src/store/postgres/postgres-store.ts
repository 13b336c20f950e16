import { DatabaseUnavailable, type Postgres } from "@hubbub/sql/postgres";

import { performRemotely } from "../sql/perform.ts";
import type { Steps } from "../sql/steps.ts";
import {
  type AppendResult,
  type HistoryPage,
  type HistoryQuery,
  type NewEntry,
  type Outcome,
  type Store,
  StoreUnavailable,
  type VerbArgs,
  type VerbResult,
} from "../store.ts";
import { READ_VERBS, type ReadVerbs, WRITE_VERBS, type WriteVerbs } from "../verbs/index.ts";
import { append, isTakenId } from "./append.ts";
import { history } from "./history.ts";
import { lockScope } from "./locks.ts";
import { PostgresConnection } from "./postgres-connection.ts";
import { SCOPES } from "./scopes.ts";
import { ALL, type Scope, Turns } from "./turns.ts";

/** A store that any number of nodes share. See Store. */
export class PostgresStore implements Store {
  /** A database that is away comes back: the store never fails for good. */
  readonly failed = new Promise<StoreUnavailable>(() => {});
  readonly #postgres;
  readonly #turns = new Turns();
  #closing: Promise<void> | undefined;
  /** Reads under way. */
  readonly #reading = new Set<Promise<unknown>>();

  constructor(postgres: Postgres) {
    this.#postgres = postgres;
  }

  append(batch: readonly NewEntry[]): Promise<AppendResult[]> {
    const channels = batch.map(({ channel }) => channel);
    return this.#inTurn({ channels, users: [] }, () =>
      batch.length === 0
        ? Promise.resolve([])
        : this.#postgres.transactions.write((session) => append(session, batch), isTakenId),
    );
  }

  write<Name extends keyof WriteVerbs>(
    verb: Name,
    args: VerbArgs<WriteVerbs[Name]>,
  ): Promise<Outcome<VerbResult<WriteVerbs[Name]>>> {
    const begin = WRITE_VERBS[verb] as (given: typeof args) => Steps<VerbResult<WriteVerbs[Name]>>;
    const scope = (SCOPES[verb] as (given: typeof args) => Scope | typeof ALL)(args);
    return this.#inTurn(scope, () =>
      this.#postgres.transactions.write((session) => {
        lockScope(session, scope);
        const connection = new PostgresConnection(session, scope === ALL ? [] : scope.channels);
        return performRemotely(begin(args), connection);
      }),
    );
  }

  read<Name extends keyof ReadVerbs>(
    verb: Name,
    args: VerbArgs<ReadVerbs[Name]>,
  ): Promise<VerbResult<ReadVerbs[Name]>> {
    const begin = READ_VERBS[verb] as (given: typeof args) => Steps<VerbResult<ReadVerbs[Name]>>;
    return this.#asReader(() =>
      this.#postgres.transactions.read(async (session) => {
        const { value } = await performRemotely(begin(args), new PostgresConnection(session));
        return value;
      }),
    );
  }

  history(query: HistoryQuery): Promise<HistoryPage | undefined> {
    return this.#asReader(() => this.#postgres.transactions.read((session) => history(session, query)));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #inTurn<T>(scope: Scope | typeof ALL, work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new StoreUnavailable("the store is closed");
    const end = await this.#turns.take(scope);
    try {
      return await work();
    } catch (error) {
      throw asStoreError(error);
    } finally {
      end();
    }
  }

  async #asReader<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new StoreUnavailable("the store is closed");
    const reading = work();
    this.#reading.add(reading);
    try {
      return await reading;
    } catch (error) {
      throw asStoreError(error);
    } finally {
      this.#reading.delete(reading);
    }
  }

  async #close(): Promise<void> {
    await Promise.allSettled([this.#turns.over(), ...this.#reading]);
    await this.#postgres.close();
  }
}

function asStoreError(error: unknown): unknown {
  if (!(error instanceof DatabaseUnavailable)) return error;
  return new StoreUnavailable(error.message, { cause: error });
}
