import { SQL } from "bun";

import { DatabaseRefused, sqlState } from "./failures.ts";
import { migrate, type Schema } from "./schema.ts";
import { Sessions } from "./sessions.ts";
import { Transactions } from "./transactions.ts";

/** Connections of one process, at most; a transaction has one for some ms. */
const CONNECTIONS = 10;

export interface PostgresOptions {
  /** postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=… */
  url: string;
  /** Connections at most. Default 10. */
  connections?: number;
}

/** An open database, with its schema up to date. */
export interface Postgres {
  readonly transactions: Transactions;
  /** Ends all connections, when what is under way is done. */
  close(): Promise<void>;
}

/** Opens a schema of a Postgres database (14 or later). Rejects with DatabaseRefused. */
export async function openPostgres(
  { url, connections = CONNECTIONS }: PostgresOptions,
  schema: Schema,
): Promise<Postgres> {
  const sessions = new Sessions(url, { connections, schema: schema.name });
  const transactions = new Transactions(sessions);
  try {
    await transactions.write((session) => migrate(session, schema));
    return { transactions, close: () => sessions.close() };
  } catch (error) {
    await sessions.close();
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  const cause = error instanceof Error && error.cause instanceof SQL.PostgresError ? error.cause : error;
  if (!(cause instanceof SQL.PostgresError)) return error;
  return new DatabaseRefused(`Postgres can't be used (${cause.message}): ${adviceFor(sqlState(cause))}.`, {
    cause,
  });
}

function adviceFor(state: string): string {
  if (state.startsWith("28") || state === "3D000")
    return "check the user, the password and the database in --database";
  if (state === "42501") return "let the user create schemas in this database (GRANT CREATE ON DATABASE)";
  return "check that it runs, and the address in --database";
}
