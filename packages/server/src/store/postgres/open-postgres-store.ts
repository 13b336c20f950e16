import { SQL } from "bun";

import { type Store, StoreRefused } from "../store.ts";
import { sqlState } from "./failures.ts";
import { PostgresStore } from "./postgres-store.ts";
import { migrate } from "./schema.ts";
import { Sessions } from "./sessions.ts";
import { Transactions } from "./transactions.ts";

/** Connections of one node, at most; a transaction has one for some ms. */
const CONNECTIONS = 10;

export interface PostgresOptions {
  /** postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=… */
  url: string;
  /** Connections at most. Default 10. */
  connections?: number;
}

/** Opens the store in a Postgres database (14 or later), whose schema is brought up to date. Rejects with StoreRefused. */
export async function openPostgresStore({ url, connections = CONNECTIONS }: PostgresOptions): Promise<Store> {
  const sessions = new Sessions(url, connections);
  try {
    await new Transactions(sessions).write(migrate);
    return new PostgresStore(sessions);
  } catch (error) {
    await sessions.close();
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof StoreRefused) return error;
  const cause = error instanceof Error && error.cause instanceof SQL.PostgresError ? error.cause : error;
  if (!(cause instanceof SQL.PostgresError)) return error;
  const state = sqlState(cause);
  const advice =
    state.startsWith("28") || state === "3D000"
      ? "check the user, the password and the database in --database"
      : "check that it runs, and the address in --database";
  return new StoreRefused(`Postgres can't be used (${cause.message}): ${advice}.`, { cause });
}
