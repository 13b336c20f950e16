import { Database, SQLiteError } from "bun:sqlite";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";

import { StartRefused } from "../errors.ts";
import type { Log } from "../log.ts";

/** The file's name in the data folder. */
export const WORKER_FILE = "worker.sqlite";
/** Waiting for another process that has the file locked for a moment (the sqlite3 shell). */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the worker's own database, or makes it. All that it holds can be made again from the log, but for the jobs that
 * wait; so one that is damaged is replaced, with an error in the log. A crash of the machine may lose the last commits
 * (synchronous=NORMAL), always cursors together with what was written for them. Throws StartRefused.
 */
export function openWorkerDatabase(path: string, log: Log): Database {
  try {
    return open(path);
  } catch (error) {
    if (!isDamage(error)) throw refusal(error, path);
    log.error(
      { err: error, path },
      "the worker's database is damaged: it is made anew, jobs that waited are lost",
    );
    for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
  }
  try {
    return open(path);
  } catch (error) {
    throw refusal(error, path);
  }
}

/**
 * Brings the tables of one part of the worker to the version after the last of `texts`, each step in a transaction of
 * its own. Texts that were released never change.
 */
export function makeTables(db: Database, part: string, texts: readonly string[]): void {
  db.run("CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT");
  const found = db.query<{ version: number }, [string]>("SELECT version FROM parts WHERE name = ?").get(part);
  for (let version = found?.version ?? 0; version < texts.length; version++) {
    db.transaction(() => {
      db.run(texts[version]!);
      db.run("INSERT OR REPLACE INTO parts (name, version) VALUES (?, ?)", [part, version + 1]);
    }).immediate();
  }
}

function open(path: string): Database {
  // What people wrote is in it: it is nobody else's business.
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  const db = new Database(path, { readwrite: true, create: true });
  try {
    db.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.run("PRAGMA journal_mode = WAL");
    db.run("PRAGMA synchronous = NORMAL");
    // Reads the schema, which a file that is no database hasn't.
    db.query("SELECT count(*) FROM sqlite_schema").get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof SQLiteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code ?? "");
}

function refusal(error: unknown, path: string): StartRefused {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartRefused(
    `Cannot open ${path} (${reason}). Check the folder and its disk, then start again.`,
  );
}
