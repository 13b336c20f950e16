import { Database } from "bun:sqlite";
import { closeSync, existsSync, openSync } from "node:fs";

import type { WriterOptions } from "./calls.ts";
import { renewEpochsOfCopy } from "./epochs.ts";
import { checkIntegrity, FULL_CHECK_BYTES, readAhead } from "./integrity.ts";
import { refusalOf, refusals } from "./refusals.ts";
import {
  COPY_APPLICATION_ID,
  LIVE_APPLICATION_ID,
  migrate,
  MIGRATIONS,
  pragmaNumber,
  schemaVersion,
} from "./schema.ts";
import { truncateWal } from "./wal-truncation.ts";

/** Waiting for another process that has the file locked for a moment (a backup, the sqlite3 shell). */
const BUSY_TIMEOUT_MS = 5_000;
/**
 * Pages in the WAL (64 MiB) from which a commit also copies them to the database: rarely enough that pages
 * which every commit changes are copied once for many, and that less than one message in a hundred waits for a
 * copy; soon enough that one copy stalls commits for no more than some 25 ms. The figures are in docs/adr/0004-sqlite-writer-thread.md.
 */
const CHECKPOINT_PAGES = 16_000;
/** What is left of a WAL that had to grow, because a backup was reading, after it was copied. */
const WAL_KEPT_BYTES = 64 * 2 ** 20;
/** Page caches, in KiB: the pages at the ends of some 1,000 busy logs; beneath is the operating system's cache. */
const WRITER_CACHE_KIB = 8_192;
const READER_CACHE_KIB = 4_096;

/**
 * Opens the database for the writer: makes it if there is none, checks it, brings its schema up to date, and
 * gives a backup's copy new epochs. Throws StoreRefused.
 */
export function openWritable({ path, maxPages }: WriterOptions): Database {
  let db: Database | undefined;
  try {
    if (existsSync(path)) readAhead(path);
    // Messages are nobody else's business; SQLite gives its other files the same rights.
    else closeSync(openSync(path, "a", 0o600));
    db = new Database(path, { readwrite: true, create: true });
    db.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    refuseForeign(db, path);
    checkIntegrity(db, path, FULL_CHECK_BYTES);
    if (db.query("PRAGMA journal_mode = WAL").values()[0]?.[0] !== "wal") throw refusals.noWal(path);
    db.run("PRAGMA synchronous = FULL");
    // What is overwritten or freed is cleared, in the file and not in others of the system's.
    db.run("PRAGMA secure_delete = ON");
    db.run("PRAGMA temp_store = MEMORY");
    migrate(db, MIGRATIONS);
    renewEpochsOfCopy(db);
    db.run(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.run(`PRAGMA journal_size_limit = ${WAL_KEPT_BYTES}`);
    db.run(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
    db.run("PRAGMA foreign_keys = ON");
    // A process that was killed may have had something to erase.
    truncateWal(db);
    if (maxPages !== undefined) db.run(`PRAGMA max_page_count = ${maxPages}`);
    return db;
  } catch (error) {
    db?.close();
    throw refusalOf(error, path);
  }
}

/** Opens the database, which the writer has opened, for reading only. Throws StoreRefused. */
export function openReadOnly(path: string): Database {
  let db: Database | undefined;
  try {
    db = new Database(path, { readonly: true });
    db.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.run(`PRAGMA cache_size = -${READER_CACHE_KIB}`);
    return db;
  } catch (error) {
    db?.close();
    throw refusalOf(error, path);
  }
}

/** Throws StoreRefused unless the database is an empty one, or one of ours of a schema that is known. */
export function refuseForeign(db: Database, path: string): void {
  const application = pragmaNumber(db, "application_id");
  const version = schemaVersion(db);
  const objects = db.query("SELECT count(*) AS n FROM sqlite_schema").values()[0]?.[0];
  const empty = application === 0 && version === 0 && objects === 0;
  if (!empty && application !== LIVE_APPLICATION_ID && application !== COPY_APPLICATION_ID) {
    throw refusals.otherProgram(path);
  }
  if (version > MIGRATIONS.length) throw refusals.newerSchema(path, version, MIGRATIONS.length);
}
