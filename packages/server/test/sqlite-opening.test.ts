import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { checkIntegrity } from "../src/store/sqlite/integrity.ts";
import { openWritable } from "../src/store/sqlite/open-database.ts";
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { StoreRefused } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";
import { addChannel, addUsers, entry } from "./store-contract/samples.ts";
import { tempFolder } from "./temp-folder.ts";

/** The sentence that opening is refused with. */
async function refusal(path: string): Promise<string> {
  const error = await rejection(openSqliteStore({ path }));
  if (!(error instanceof StoreRefused)) throw error;
  return error.message;
}

/** Makes a database with 3,000 messages in it. */
async function fill(path: string): Promise<void> {
  const store = await openSqliteStore({ path });
  await addUsers(store, 50);
  const channel = await addChannel(store, "a");
  for (let n = 0; n < 3; n++) {
    await store.append(Array.from({ length: 1000 }, (_, i) => entry(`${n}-${i}`, { channel })));
  }
  await store.close();
}

/** Overwrites the first page of the table with bytes that are no page. */
async function damage(path: string, table: string): Promise<void> {
  const db = new Database(path);
  const row = db.query(`SELECT rootpage FROM sqlite_schema WHERE name = ?`).values(table)[0];
  db.close();
  const file = await Bun.file(path).bytes();
  file.fill(0xa5, (Number(row?.[0]) - 1) * 4096, Number(row?.[0]) * 4096);
  writeFileSync(path, file);
}

describe("opening", () => {
  test("[P1.2] commits are synced to disk: WAL with synchronous=FULL", () => {
    using folder = tempFolder();
    const db = openWritable({ path: join(folder.path, "hubbub.db") });
    expect(db.query("PRAGMA journal_mode").values()).toEqual([["wal"]]);
    expect(db.query("PRAGMA synchronous").values()).toEqual([[2]]);
    db.close();
  });

  test("[S6.1] only its owner can read the database", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const store = await openSqliteStore({ path });
    for (const suffix of ["", "-wal", "-shm"]) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    await store.close();
  });

  test("[S6.2] a folder that is missing, or no folder, or can't be written, is refused", async () => {
    using folder = tempFolder();
    expect(await refusal(join(folder.path, "no", "hubbub.db"))).toMatch(/no does not exist: create it/);
    mkdirSync(join(folder.path, "hubbub.db"));
    expect(await refusal(join(folder.path, "hubbub.db"))).toMatch(/^Cannot (write|open) /);
    const closed = join(folder.path, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    // Nothing is closed to root but what the kernel makes up.
    const path = process.getuid?.() === 0 ? "/proc/hubbub.db" : join(closed, "hubbub.db");
    expect(await refusal(path)).toMatch(/^Cannot write .*let the server's user write to the folder/);
  });

  test("[S6.3] a file that is no database, or another program's, is refused and left as it is", async () => {
    using folder = tempFolder();
    const text = join(folder.path, "text.db");
    const words = "These are my notes, and not to be overwritten.\n".repeat(200);
    writeFileSync(text, words);
    expect(await refusal(text)).toMatch(/text\.db is damaged \(it is not a database\): restore a backup/);
    expect(await Bun.file(text).text()).toBe(words);
    const other = join(folder.path, "other.db");
    const db = new Database(other);
    db.run("CREATE TABLE bookmarks (url TEXT)");
    db.close();
    expect(await refusal(other)).toMatch(/other\.db is another program's database: move it away/);
  });

  test("[S6.4] a damaged database is refused: pages overwritten, the file cut off", async () => {
    using folder = tempFolder();
    for (const table of ["events", "sends", "members"]) {
      const path = join(folder.path, `${table}.db`);
      await fill(path);
      await damage(path, table);
      expect(await refusal(path)).toMatch(/is damaged \(.+\): restore a backup in its place/);
    }
    const path = join(folder.path, "cut.db");
    await fill(path);
    truncateSync(path, Math.floor(statSync(path).size / 2));
    expect(await refusal(path)).toMatch(/is damaged \(.+\): restore a backup in its place/);
  });

  test("[S6.5] of a database past the bound only users, channels and members are checked", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    await fill(path);
    await damage(path, "events");
    using log = new Database(path);
    expect(() => checkIntegrity(log, path, 1)).not.toThrow();
    expect(() => checkIntegrity(log, path, 2 ** 20)).toThrow(StoreRefused);
    await damage(path, "users");
    using users = new Database(path);
    expect(() => checkIntegrity(users, path, 1)).toThrow(StoreRefused);
  });

  test("[S6.6] a newer schema is refused, and the file left as it is", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    await fill(path);
    const db = new Database(path);
    db.run("PRAGMA user_version = 99");
    db.run("PRAGMA journal_mode = DELETE");
    db.close();
    const before = await Bun.file(path).bytes();
    expect(await refusal(path)).toMatch(/newer version \(its schema is 99, .* start the newer version/);
    expect(await Bun.file(path).bytes()).toEqual(before);
  });

  test("[S6.7] one process at a time has the database; the right to it ends with kill -9", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const link = join(folder.path, "link.db");
    await using holder = Bun.spawn([process.execPath, join(import.meta.dir, "hold-store.process.ts"), path], {
      stdout: "pipe",
      stderr: "inherit",
    });
    await holder.stdout.getReader().read();
    expect(await refusal(path)).toMatch(/hubbub\.db is in use by another server: stop that one/);
    symlinkSync(path, link);
    expect(await refusal(link)).toMatch(/in use by another server/);
    holder.kill("SIGKILL");
    await holder.exited;
    const store = await openSqliteStore({ path });
    expect(await refusal(path)).toMatch(/in use by another server/);
    await store.close();
    await (await openSqliteStore({ path: link })).close();
  });

  test("[S6.8] a store that was refused lets go of what it had: it opens once the cause is gone", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    writeFileSync(path, "no database");
    await refusal(path);
    writeFileSync(path, "");
    await (await openSqliteStore({ path })).close();
  });
});
