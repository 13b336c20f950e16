import { dirname } from "node:path";

import { StoreRefused } from "../store.ts";
import { sqliteCode } from "./failures.ts";

/** Why a database can't be opened, each as one sentence or two that say what to do. */
export const refusals = {
  noFolder: (path: string) =>
    new StoreRefused(`The folder ${dirname(path)} does not exist: create it, or name another one.`),
  unwritable: (path: string) =>
    new StoreRefused(
      `Cannot write ${path}: let the server's user write to the folder and the file, or name another folder.`,
    ),
  inUse: (path: string) =>
    new StoreRefused(`${path} is in use by another server: stop that one, or name another folder.`),
  otherProgram: (path: string) =>
    new StoreRefused(`${path} is another program's database: move it away, or name another folder.`),
  newerSchema: (path: string, version: number, known: number) =>
    new StoreRefused(
      `${path} was written by a newer version (its schema is ${version}, this version knows up to ${known}): ` +
        `start the newer version, or restore a backup that this version made.`,
    ),
  damaged: (path: string, finding: string) =>
    new StoreRefused(
      `${path} is damaged (${finding}): restore a backup in its place, or move it away to start with nothing.`,
    ),
  noWal: (path: string) =>
    new StoreRefused(
      `The file system of ${dirname(path)} cannot hold a database in WAL mode: name a folder on a local disk.`,
    ),
  full: (path: string) =>
    new StoreRefused(`There is no room to open ${path}: free space on its disk, then start again.`),
  noSource: (path: string) =>
    new StoreRefused(`There is no database at ${path}: name the data folder of a server.`),
  targetExists: (path: string) =>
    new StoreRefused(`${path} exists and is never overwritten: move it away, or name another file.`),
} as const;

/** The refusal for an error met on opening `path`; what is refused already is given back as it is. */
export function refusalOf(error: unknown, path: string): StoreRefused {
  if (error instanceof StoreRefused) return error;
  const code = sqliteCode(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (code.startsWith("SQLITE_NOTADB")) return refusals.damaged(path, "it is not a database");
  if (code.startsWith("SQLITE_CORRUPT")) return refusals.damaged(path, reason);
  if (code.startsWith("SQLITE_FULL")) return refusals.full(path);
  if (code.startsWith("SQLITE_BUSY")) return refusals.inUse(path);
  if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN"))
    return refusals.unwritable(path);
  const named = code === "" ? reason : `${reason} (${code})`;
  return new StoreRefused(`Cannot open ${path}: ${named}. Check its disk, then start again.`, {
    cause: error,
  });
}
