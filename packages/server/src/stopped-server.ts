import { existsSync } from "node:fs";
import { join } from "node:path";

import { STORE_FILE } from "./config.ts";
import { StartRefused } from "./errors.ts";
import type { Operator } from "./operator/operator.ts";
import { openSqliteStore } from "./store/sqlite/open-sqlite-store.ts";

/** The database of a server that doesn't run, for orders of the command line. */
export interface StoppedServer extends Operator, AsyncDisposable {}

/** Rejects with StartRefused or StoreRefused, which say what to do; also if a server runs there. */
export async function openStoppedServer(data: string): Promise<StoppedServer> {
  const path = join(data, STORE_FILE);
  if (!existsSync(path)) {
    throw new StartRefused(`There is no database at ${path}: name the data folder of a server with --data.`);
  }
  const store = await openSqliteStore({ path });
  return {
    do: async (verb, args) => (await store.write(verb, args)).value,
    read: (verb, args) => store.read(verb, args),
    [Symbol.asyncDispose]: () => store.close(),
  };
}
