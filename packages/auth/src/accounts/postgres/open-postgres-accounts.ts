import { DatabaseRefused, openPostgres, type PostgresOptions } from "@hubbub/sql/postgres";

import { AccountsRefused, type AccountStore } from "../account-store.ts";
import { SqlAccountStore } from "../sql/sql-account-store.ts";
import { V1 } from "./migrations/v1.ts";
import { PostgresDatabase } from "./postgres-database.ts";

/** Beside it, in the same database, the chat has its own. */
const SCHEMA = { name: "accounts", migrations: [V1] };

/** Opens the accounts in a Postgres database (14 or later), whose schema is brought up to date. Rejects with AccountsRefused. */
export async function openPostgresAccounts(options: PostgresOptions): Promise<AccountStore> {
  try {
    return new SqlAccountStore(new PostgresDatabase(await openPostgres(options, SCHEMA)));
  } catch (error) {
    if (error instanceof DatabaseRefused) throw new AccountsRefused(error.message, { cause: error });
    throw error;
  }
}
