import { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import {
  backupSqlite,
  BLOBS_FOLDER,
  COPY_APPLICATION_ID,
  packBlobs,
  STORE_FILE,
  unpackBlobs,
} from "@hubbub/server";

import { ACCOUNTS_FILE } from "./data-files.ts";

/**
 * A backup is one SQLite file: a copy of the chat's database, with a copy of the accounts' database, and the
 * files of the data folder, as blobs in tables of their own. So the large part is copied page by page, and any SQLite tool can check the file.
 */
const TABLE = "backup_accounts";

/** Something about the files is not as it has to be; the message is a sentence that says what to do. */
export class BackupRefused extends Error {
  override name = "BackupRefused";
}

/** Copies all of the data folder, also while a server runs on it. Rejects with BackupRefused or StoreRefused. */
export async function writeBackup(data: string, file: string): Promise<void> {
  const target = resolve(file);
  if (existsSync(target)) throw new BackupRefused(`${file} exists already: choose another name.`);
  if (!existsSync(dirname(target))) {
    throw new BackupRefused(`There is no folder ${dirname(target)}: make it first.`);
  }
  if (!existsSync(join(data, STORE_FILE))) {
    throw new BackupRefused(`There is no chat in ${data}: name its folder with --data.`);
  }
  // Beside the target, so that the last step is a rename.
  const folder = await mkdtemp(`${target}.part-`);
  try {
    const copy = join(folder, STORE_FILE);
    // The chat first: whoever it names has an account by then.
    await backupSqlite(join(data, STORE_FILE), copy);
    if (existsSync(join(data, ACCOUNTS_FILE))) await addAccounts(join(data, ACCOUNTS_FILE), folder, copy);
    addFiles(join(data, BLOBS_FOLDER), copy);
    await chmod(copy, 0o600);
    await sync(copy);
    await rename(copy, target);
    await sync(dirname(target));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Brings a backup back into a data folder that has none of its files. Rejects with BackupRefused. */
export async function readBackup(file: string, data: string): Promise<void> {
  if (!existsSync(file)) throw new BackupRefused(`There is no file ${file}.`);
  for (const name of [STORE_FILE, ACCOUNTS_FILE]) {
    if (!existsSync(join(data, name))) continue;
    throw new BackupRefused(`${join(data, name)} exists already: restore into another folder with --data.`);
  }
  await mkdir(data, { recursive: true });
  const unfinished = join(data, `${STORE_FILE}.unfinished`);
  try {
    await copyFile(file, unfinished);
    const accounts = takeOut(unfinished, file, join(data, BLOBS_FOLDER));
    if (accounts) {
      await Bun.write(join(data, ACCOUNTS_FILE), accounts, { mode: 0o600 });
      await sync(join(data, ACCOUNTS_FILE));
    }
    await sync(unfinished);
    await rename(unfinished, join(data, STORE_FILE));
    await sync(data);
  } finally {
    for (const suffix of ["", "-journal"]) await rm(unfinished + suffix, { force: true });
  }
}

async function addAccounts(accounts: string, folder: string, copy: string): Promise<void> {
  const copied = join(folder, ACCOUNTS_FILE);
  try {
    using source = new Database(accounts, { readonly: true });
    source.run("PRAGMA busy_timeout = 5000");
    source.run("VACUUM INTO ?", [copied]);
  } catch (error) {
    throw new BackupRefused(
      `${accounts} can't be copied (${reasonOf(error)}): free its disk if that is full, else restore an earlier backup.`,
    );
  }
  using db = new Database(copy, { readwrite: true, create: false });
  db.run(`CREATE TABLE ${TABLE} (data BLOB NOT NULL)`);
  db.run(`INSERT INTO ${TABLE} VALUES (?)`, [await Bun.file(copied).bytes()]);
}

/** Files in S3 are not in the data folder, and not in the backup. */
function addFiles(blobs: string, copy: string): void {
  if (!existsSync(blobs)) return;
  try {
    using db = new Database(copy, { readwrite: true, create: false });
    packBlobs(db, blobs);
  } catch (error) {
    throw new BackupRefused(
      `The files in ${blobs} can't be copied (${reasonOf(error)}): look at their disk, and that of the backup.`,
    );
  }
}

/** The accounts' database, if the backup has one; it and the files are taken out of the copy, the files to `blobs`. */
function takeOut(copy: string, file: string, blobs: string): Uint8Array | undefined {
  try {
    using db = new Database(copy, { readwrite: true, create: false });
    const [mark] = db.query("PRAGMA application_id").values();
    if (mark?.[0] !== COPY_APPLICATION_ID) throw new Error("it has not the mark of one");
    const [finding] = db.query("PRAGMA integrity_check(1)").values();
    if (finding?.[0] !== "ok") throw new Error(String(finding?.[0]));
    unpackBlobs(db, blobs);
    const has = db.query("SELECT 1 FROM sqlite_schema WHERE name = ?").get(TABLE) !== null;
    const accounts = has ? db.query<{ data: Uint8Array }, []>(`SELECT data FROM ${TABLE}`).get() : undefined;
    if (has) db.run(`DROP TABLE ${TABLE}`);
    db.run("VACUUM");
    return accounts?.data;
  } catch (error) {
    throw new BackupRefused(
      `${file} is no backup of Hubbub's, or it is damaged (${reasonOf(error)}): take another one.`,
    );
  }
}

/** On one line: SQLite's findings have several. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ").trim();
}

/** Brings a file, or the names in a folder, to the disk. Windows has no such call for folders. */
async function sync(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
