import { Database } from "bun:sqlite";
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";

import { AccountsRefused } from "../account-store.ts";
import { APPLICATION_ID, MIGRATIONS } from "./schema.ts";

/** How long a call waits for another process's transaction, in ms: the event loop stands still meanwhile. */
const BUSY_MS = 2000;

/**
 * Opens an accounts database: WAL, every commit on disk before it counts, newest schema. Throws
 * AccountsRefused with a sentence that says what to do if it can't be used.
 */
export function openDatabase(path: string, { create }: { create: boolean }): Database {
  let db: Database | undefined;
  try {
    if (create) makeFile(path);
    db = new Database(path, { readwrite: true, create: false, strict: true });
    prepare(db, path);
    return db;
  } catch (error) {
    db?.close();
    throw error instanceof AccountsRefused ? error : new AccountsRefused(sentence(error, path));
  }
}

/** The file holds password hashes and private keys, so it is its owner's alone, and so is a new folder. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
  if (process.platform !== "win32") chmodSync(path, 0o600);
}

function prepare(db: Database, path: string): void {
  db.run(`PRAGMA busy_timeout = ${BUSY_MS}`);
  checkMarks(db, path);
  const faults = db.query<{ quick_check: string }, []>("PRAGMA quick_check(1)").all();
  const fault = faults[0]?.quick_check ?? "no answer";
  if (fault !== "ok") throw new AccountsRefused(damaged(path, fault.split("\n").at(-1)));
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = FULL");
  db.run("PRAGMA foreign_keys = ON");
  // Immediate: of two processes that start at once, the second waits and then finds the work done.
  db.transaction(() => migrate(db, checkMarks(db, path))).immediate();
}

/** The schema's version; refuses a file of another program and one of a newer release. */
function checkMarks(db: Database, path: string): number {
  const version = number(db, "user_version");
  const tables = db.query<{ n: number }, []>("SELECT count(*) AS n FROM sqlite_schema").get()?.n ?? 0;
  if (number(db, "application_id") !== APPLICATION_ID && (version > 0 || tables > 0)) {
    throw new AccountsRefused(`${path} is not an accounts database: name another file or folder.`);
  }
  if (version > MIGRATIONS.length) {
    throw new AccountsRefused(
      `${path} was written by a newer release (schema ${version}, this one knows ${MIGRATIONS.length}): ` +
        "update this program, or name another data folder.",
    );
  }
  return version;
}

function migrate(db: Database, done: number): void {
  for (const step of MIGRATIONS.slice(done)) db.run(step);
  if (done === MIGRATIONS.length) return;
  db.run(`PRAGMA application_id = ${APPLICATION_ID}`);
  db.run(`PRAGMA user_version = ${MIGRATIONS.length}`);
}

function number(db: Database, pragma: "user_version" | "application_id"): number {
  return db.query<Record<string, number>, []>(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0;
}

function sentence(error: unknown, path: string): string {
  // SQLITE_CANTOPEN_ISDIR and the like count as SQLITE_CANTOPEN.
  const code = isErrno(error) ? error.code?.split("_").slice(0, 2).join("_") : undefined;
  switch (code) {
    case "SQLITE_NOTADB":
    case "SQLITE_CORRUPT":
      return damaged(path, undefined);
    case "SQLITE_BUSY":
      return `${path} is locked by another program: end that program, then try again.`;
    case "SQLITE_READONLY":
    case "SQLITE_CANTOPEN":
    case "EACCES":
    case "EROFS":
    case "EPERM":
      return `${path} can't be opened for writing: give this user the right to write it and its folder, or name another data folder.`;
    case "ENOENT":
    case "ENOTDIR":
    case "EISDIR":
    case "EEXIST":
      return `${path} can't be a file there: name another data folder.`;
    case "SQLITE_FULL":
    case "ENOSPC":
      return `The disk of ${path} is full: free some space, then try again.`;
    default:
      return `${path} can't be opened (${error instanceof Error ? error.message : String(error)}).`;
  }
}

function damaged(path: string, detail: string | undefined): string {
  return `${path} is damaged${detail ? ` (${detail})` : ""}: restore it from a backup, or name another data folder.`;
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}
