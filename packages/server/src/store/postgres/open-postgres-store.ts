import { DatabaseRefused, openPostgres, type PostgresOptions } from "@hubbub/sql/postgres";

import { type Store, StoreRefused } from "../store.ts";
import { V1 } from "./migrations/v1.ts";
import { PostgresStore } from "./postgres-store.ts";

/** Beside it, in the same database, the accounts have theirs. */
const SCHEMA = { name: "chat", migrations: [V1] };

/** Opens the store in a Postgres database (14 or later), whose schema is brought up to date. Rejects with StoreRefused. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  try {
    return new PostgresStore(await openPostgres(options, SCHEMA));
  } catch (error) {
    if (error instanceof DatabaseRefused) throw new StoreRefused(error.message, { cause: error });
    throw error;
  }
}
