import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { type GatewayConfig, STORE_FILE } from "./config.ts";
import { StartRefused } from "./errors.ts";
import { openPostgresStore } from "./store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "./store/sqlite/open-sqlite-store.ts";
import { type Store, StoreRefused } from "./store/store.ts";

/** Opens the Postgres database that is named, or the SQLite file in the data folder. Rejects with StartRefused. */
export async function openStore({
  data,
  database,
}: Pick<GatewayConfig, "data" | "database">): Promise<Store> {
  try {
    await mkdir(data, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`The data folder ${data} can't be made (${reason}): choose another with --data.`);
  }
  try {
    if (database !== undefined) return await openPostgresStore({ url: database });
    return await openSqliteStore({ path: join(data, STORE_FILE) });
  } catch (error) {
    if (error instanceof StoreRefused) throw new StartRefused(error.message);
    throw error;
  }
}
