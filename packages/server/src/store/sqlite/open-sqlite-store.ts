import { existsSync, realpathSync } from "node:fs";

import type { Store } from "../store.ts";
import type { ReaderCalls, WriterCalls, WriterOptions } from "./calls.ts";
import { SqliteStore } from "./sqlite-store.ts";
import { StoreThread } from "./store-thread.ts";

/**
 * Opens the store in the SQLite file `path`, which is made if it does not exist; its folder must. One process
 * at a time can have it open (beside it lie `PATH-lock`, `PATH-wal` and `PATH-shm`), while backups may read.
 * Rejects with StoreRefused. An executable made by `bun build --compile` needs sqlite-writer.ts and
 * sqlite-reader.ts as further entry points, all with `--entry-naming "[name].[ext]"`.
 */
export async function openSqliteStore({ path, ...rest }: WriterOptions): Promise<Store> {
  // The lock lies beside the file itself, so that two symbolic links to one database share it.
  const realPath = existsSync(path) ? realpathSync(path) : path;
  // The names are literals in `new Worker(new URL(…))` because that is what bundlers look for.
  const writer = new StoreThread<WriterCalls>(new Worker(new URL("./sqlite-writer.ts", import.meta.url)));
  try {
    await writer.call("open", [{ path: realPath, ...rest }]);
    const reader = new StoreThread<ReaderCalls>(new Worker(new URL("./sqlite-reader.ts", import.meta.url)));
    try {
      await reader.call("open", [{ path: realPath }]);
      return new SqliteStore(writer, reader);
    } catch (error) {
      await reader.close();
      throw error;
    }
  } catch (error) {
    await writer.close();
    throw error;
  }
}
