import { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { dirname } from "node:path";

import { refusalOf, refusals } from "./refusals.ts";

/**
 * Takes the right to be the one server of the database at `path` by an exclusive transaction on an empty
 * database beside it, held until it is closed. The lock is the operating system's, on an open file: it ends
 * with the process however that ends, and also with the thread. A lock on the database itself
 * (`locking_mode=EXCLUSIVE`) would shut out the reader and backups. Throws StoreRefused.
 *
 * The lock file must not be opened by other means in this process: POSIX drops a process's locks on a file
 * when any of its descriptors of that file is closed.
 */
export function lockFor(path: string): Database {
  if (!existsSync(dirname(path))) throw refusals.noFolder(path);
  let lock: Database | undefined;
  try {
    lock = new Database(`${path}-lock`, { readwrite: true, create: true });
    lock.run("PRAGMA journal_mode = MEMORY");
    lock.run("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.close();
    throw refusalOf(error, path);
  }
}
