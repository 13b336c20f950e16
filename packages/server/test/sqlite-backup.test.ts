import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { backupSqlite } from "../src/store/sqlite/backup.ts";
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { StoreRefused } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";
import { addChannel, addUsers, entry, log } from "./store-contract/samples.ts";
import { tempFolder } from "./temp-folder.ts";

/** Runs the backup in a process of its own, as `hubbub backup` does. */
async function backupElsewhere(source: string, target: string): Promise<string> {
  const script = join(import.meta.dir, "backup.process.ts");
  await using backup = Bun.spawn([process.execPath, script, source, target], { stderr: "inherit" });
  const said = await new Response(backup.stdout).text();
  return said.trim();
}

const refused = async (source: string, target: string) => {
  const error = await rejection(backupSqlite(source, target));
  expect(error).toBeInstanceOf(StoreRefused);
  return String(error);
};

describe("backup", () => {
  test("[S8.1] made while a server commits, it holds the log as it stood at one moment", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const copy = join(folder.path, "copy.db");
    const store = await openSqliteStore({ path });
    await addUsers(store, 1);
    const channels = [await addChannel(store, "a"), await addChannel(store, "b")];
    let last = 0;
    const append = async () => {
      // The same message to both channels, in one commit.
      await store.append(channels.map((channel) => entry(`${++last}-${channel}`, { channel })));
    };
    await append();
    const done = new AbortController();
    const backup = backupElsewhere(path, copy).finally(() => done.abort());
    while (!done.signal.aborted) await append();
    expect(await backup).toBe("done");
    await append();
    const logs = await Promise.all(channels.map((channel) => log(store, channel)));
    await store.close();
    const restored = await openSqliteStore({ path: copy });
    const lengths = new Set<number>();
    for (const [i, channel] of channels.entries()) {
      const kept = await log(restored, channel);
      expect(kept).toEqual(logs[i]?.slice(0, kept.length) ?? []);
      lengths.add(kept.length);
    }
    expect(lengths.size).toBe(1);
    expect([...lengths][0]).toBeGreaterThan(2);
    await restored.close();
  });

  test("[S8.2] opened as a store, a backup gives every channel a new epoch, once; the original keeps its own", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const copy = join(folder.path, "copy.db");
    const store = await openSqliteStore({ path });
    await addUsers(store, 1);
    for (let n = 0; n < 100; n++) await addChannel(store, `c${n}`);
    await backupSqlite(path, copy);
    const epochs = async (of: typeof store) =>
      (await of.read("listChannels", { user: 1, guest: false, after: "", limit: 500 })).map(
        ({ epoch }) => epoch,
      );
    const original = await epochs(store);
    await store.close();
    const restored = await openSqliteStore({ path: copy });
    const renewed = await epochs(restored);
    expect(renewed).toHaveLength(100);
    for (const [i, epoch] of renewed.entries()) {
      expect(epoch).not.toBe(original[i] ?? 0);
      expect(epoch > 0 && epoch < 2 ** 32).toBeTrue();
    }
    await restored.close();
    const again = await openSqliteStore({ path: copy });
    expect(await epochs(again)).toEqual(renewed);
    await again.close();
    const reopened = await openSqliteStore({ path });
    expect(await epochs(reopened)).toEqual(original);
    await reopened.close();
  });

  test("[S8.3] a backup of a stopped or killed server's database holds all that was committed", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const store = await openSqliteStore({ path });
    await addUsers(store, 1);
    const channel = await addChannel(store, "a");
    await store.close();
    await using holder = Bun.spawn([process.execPath, join(import.meta.dir, "append-one.process.ts"), path], {
      stdout: "pipe",
      stderr: "inherit",
    });
    await holder.stdout.getReader().read();
    holder.kill("SIGKILL");
    await holder.exited;
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    const names = ["killed.db", "stopped.db"];
    for (const name of names) {
      const copy = join(folder.path, name);
      expect(await backupElsewhere(path, copy)).toBe("done");
      const restored = await openSqliteStore({ path: copy });
      expect(await log(restored, channel)).toEqual(["created", "joined", "the last"]);
      await restored.close();
      // For the second round: what is left is one file, without a WAL.
      await (await openSqliteStore({ path })).close();
    }
  });

  test("[S8.4] a backup is never written over a file, and what is refused leaves no file behind", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const taken = join(folder.path, "taken.db");
    const copy = join(folder.path, "copy.db");
    await (await openSqliteStore({ path })).close();
    writeFileSync(taken, "mine");
    expect(await refused(path, taken)).toMatch(/taken\.db exists and is never overwritten/);
    expect(await Bun.file(taken).text()).toBe("mine");
    expect(await refused(path, path)).toMatch(/exists and is never overwritten/);
    expect(await refused(join(folder.path, "no.db"), copy)).toMatch(/There is no database at/);
    expect(await refused(taken, copy)).toMatch(/taken\.db is damaged/);
    expect(await refused(path, join(folder.path, "no", "copy.db"))).toMatch(/no does not exist/);
    const other = join(folder.path, "other.db");
    const db = new Database(other);
    db.run("CREATE TABLE bookmarks (url TEXT)");
    db.close();
    expect(await refused(other, copy)).toMatch(/another program's database/);
    const files = readdirSync(folder.path).filter((name) => !/^hubbub\.db-(lock|wal|shm)$/.test(name));
    expect(files.toSorted()).toEqual(["hubbub.db", "other.db", "taken.db"]);
  });

  test("[S8.5] a damaged log, which the start of a large database does not look at, fails its backup", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const copy = join(folder.path, "copy.db");
    const store = await openSqliteStore({ path });
    await addUsers(store, 1);
    const channel = await addChannel(store, "a");
    await store.append(Array.from({ length: 1000 }, (_, i) => entry(`${i}`, { channel })));
    await store.close();
    const db = new Database(path);
    const root = db.query("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").values()[0]?.[0];
    db.close();
    const file = await Bun.file(path).bytes();
    file.fill(0xa5, (Number(root) - 1) * 4096, Number(root) * 4096);
    writeFileSync(path, file);
    expect(await refused(path, copy)).toMatch(/is damaged/);
    expect(readdirSync(folder.path).filter((name) => name.startsWith("copy"))).toEqual([]);
  });

  test("[S8.6] only its owner can read a backup", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const copy = join(folder.path, "copy.db");
    await (await openSqliteStore({ path })).close();
    await backupSqlite(path, copy);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });
});
