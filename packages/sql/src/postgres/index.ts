/** A Postgres database, asked over connections that may be lost. */
export { DatabaseRefused, DatabaseUnavailable, sqlState } from "./failures.ts";
export { openPostgres, type Postgres, type PostgresOptions } from "./open-postgres.ts";
export type { Schema } from "./schema.ts";
export type { Session } from "./session.ts";
export type { Transactions } from "./transactions.ts";
