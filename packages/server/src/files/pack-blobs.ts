import type { Database } from "bun:sqlite";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

import { FileState } from "../store/store.ts";
import { blobKeys } from "./blob-keys.ts";

/** Where the bytes of files are in a copy of the chat's database. */
const TABLE = "backup_blobs";
/** Bytes of one row, so that no blob has to be in memory as a whole. */
const PART_BYTES = 8 * 2 ** 20;

/**
 * Puts the bytes of all files that `db`, a copy of the chat's database, has rows of into the copy, from the folder of a
 * DiskBlobStore. What was removed meanwhile is left out. Blocks its thread.
 */
export function packBlobs(db: Database, folder: string): void {
  db.run(
    `CREATE TABLE ${TABLE} (key TEXT, part INTEGER, data BLOB NOT NULL, PRIMARY KEY (key, part)) STRICT`,
  );
  const insert = db.prepare(`INSERT INTO ${TABLE} (key, part, data) VALUES (?, ?, ?)`);
  const { READY, USED } = FileState;
  const rows = db.query<{ id: number }, []>(`SELECT id FROM files WHERE state IN (${READY}, ${USED})`);
  const packFile = db.transaction((key: string, path: string) => {
    const file = openSync(path, "r");
    try {
      const buffer = Buffer.alloc(PART_BYTES);
      let part = 0;
      for (let length = -1; length !== 0; part++) {
        length = readSync(file, buffer);
        // An empty file has one part, too.
        if (length > 0 || part === 0) insert.run(key, part, buffer.subarray(0, length));
      }
    } finally {
      closeSync(file);
    }
  });
  for (const { id } of rows.all()) {
    for (const key of blobKeys(id)) {
      const path = join(folder, key);
      if (existsSync(path)) packFile(key, path);
    }
  }
}

/** Takes what packBlobs has put into the copy out of it again, into the folder, and brings it to the disk. */
export function unpackBlobs(db: Database, folder: string): void {
  if (db.query("SELECT 1 FROM sqlite_schema WHERE name = ?").get(TABLE) === null) return;
  const folders = new Set<string>();
  const parts = db.query<{ data: Uint8Array }, [string]>(
    `SELECT data FROM ${TABLE} WHERE key = ? ORDER BY part`,
  );
  for (const { key } of db.query<{ key: string }, []>(`SELECT DISTINCT key FROM ${TABLE}`).all()) {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    folders.add(dirname(path));
    const file = openSync(path, "w", 0o600);
    try {
      for (const { data } of parts.iterate(key)) writeSync(file, data);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
  for (const path of [...folders, folder]) syncNames(path);
  db.run(`DROP TABLE ${TABLE}`);
}

/** Brings the names in a folder to the disk. Windows has no such call. */
function syncNames(folder: string): void {
  if (process.platform === "win32" || !existsSync(folder)) return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
