import { Database } from "bun:sqlite";
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

import { markCopy } from "./epochs.ts";
import { firstFinding } from "./integrity.ts";
import { refuseForeign } from "./open-database.ts";
import { refusalOf, refusals } from "./refusals.ts";

/**
 * Copies the database at `sourcePath`, as it stands at one moment, to the new file `targetPath`: from any
 * process, whether a server has it open or not. The copy was checked as a whole (SQLite's integrity_check) and
 * is on disk when this resolves; opened as a store, it gives its channels new epochs. Rejects with
 * StoreRefused if the target exists, the source is no database of ours, or it is damaged; then there is no
 * target. Commits of a running server go on meanwhile, in its WAL, which shrinks again afterwards.
 *
 * It blocks its thread for some six seconds a GB: call it from a process that serves nobody.
 */
export async function backupSqlite(sourcePath: string, targetPath: string): Promise<void> {
  if (!existsSync(sourcePath)) throw refusals.noSource(sourcePath);
  if (existsSync(targetPath)) throw refusals.targetExists(targetPath);
  if (!existsSync(dirname(targetPath))) throw refusals.noFolder(targetPath);
  const unfinished = `${targetPath}.unfinished-${process.pid}`;
  try {
    copy(sourcePath, unfinished);
    finish(unfinished);
    if (existsSync(targetPath)) throw refusals.targetExists(targetPath);
    renameSync(unfinished, targetPath);
    sync(dirname(targetPath));
  } finally {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) rmSync(unfinished + suffix, { force: true });
  }
}

function copy(sourcePath: string, path: string): void {
  let source: Database | undefined;
  try {
    closeSync(openSync(path, "wx", 0o600));
    source = new Database(sourcePath, { readonly: true });
    source.run("PRAGMA busy_timeout = 5000");
    refuseForeign(source, sourcePath);
    source.run("VACUUM INTO ?", [path]);
  } catch (error) {
    throw refusalOf(error, sourcePath);
  } finally {
    source?.close();
  }
}

/** Marks the copy, checks it and brings it to the disk. */
function finish(path: string): void {
  const db = new Database(path, { readwrite: true, create: false });
  try {
    markCopy(db);
    const finding = firstFinding(db, "PRAGMA integrity_check(1)");
    if (finding !== "ok") throw refusals.damaged(path, finding);
  } catch (error) {
    throw refusalOf(error, path);
  } finally {
    db.close();
  }
  sync(path);
}

/** Brings a file, or the names in a folder, to the disk. Windows has no such call for folders. */
function sync(path: string): void {
  if (process.platform === "win32") return;
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
