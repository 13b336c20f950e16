import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { tempFolder } from "./temp-folder.ts";

const SOURCES = join(import.meta.dir, "../src/store/sqlite");

const worker = () => new Worker(new URL("./trap-worker.ts", import.meta.url));
const closed = (thread: Worker) =>
  new Promise<number>((resolve) => {
    thread.addEventListener("close", (event) => resolve("code" in event ? Number(event.code) : -1));
  });
const answer = (thread: Worker) =>
  new Promise<unknown>((resolve) => {
    thread.addEventListener("message", ({ data }) => resolve(data), { once: true });
  });

// What the store takes for granted of Bun; a new version of it has to show this again.
describe("threads", () => {
  test("[S11.1] a worker sends close however it ends: exit, error, rejection, termination, a missing file", async () => {
    for (const end of ["exit", "throw", "reject"]) {
      const thread = worker();
      thread.addEventListener("error", (event) => event.preventDefault());
      thread.postMessage(end, []);
      expect(await closed(thread)).toBeGreaterThanOrEqual(0);
    }
    const busy = worker();
    busy.postMessage("spin", []);
    await answer(busy);
    const ended = closed(busy);
    busy.terminate();
    expect(await ended).toBeGreaterThanOrEqual(0);
    const missing = new Worker("file:///no/such/worker.ts");
    missing.addEventListener("error", (event) => event.preventDefault());
    expect(await closed(missing)).toBeGreaterThan(0);
  });

  test("[S11.2] a buffer in the transfer list is moved, in both directions", async () => {
    const thread = worker();
    const { buffer } = Buffer.allocUnsafeSlow(100);
    thread.postMessage({ buffer }, [buffer]);
    expect(buffer.byteLength).toBe(0);
    const moved = await answer(thread);
    expect(moved).toEqual({ size: 100, moved: expect.any(ArrayBuffer) });
    // What the worker has left of the buffer that it sent.
    expect(await answer(thread)).toBe(0);
    thread.terminate();
  });

  test("[S11.3] messages that arrived while a worker was busy are all there before its setImmediate", async () => {
    const thread = worker();
    thread.postMessage("count", []);
    const arrived = answer(thread);
    for (let i = 0; i < 20; i++) thread.postMessage(i, []);
    expect(await arrived).toBe(20);
    thread.terminate();
  });

  test("[S11.4] a terminated worker lets go of the locks of its database", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "lock");
    const thread = worker();
    thread.postMessage({ path }, []);
    expect(await answer(thread)).toBe("locked");
    using other = new Database(path);
    expect(() => other.run("BEGIN EXCLUSIVE")).toThrow(/locked/);
    const ended = closed(thread);
    thread.terminate();
    await ended;
    other.run("PRAGMA busy_timeout = 5000");
    other.run("BEGIN EXCLUSIVE");
  });

  test("[S11.5] leaving a loop over a statement's rows ends its reading, so that a WAL can be emptied", () => {
    using folder = tempFolder();
    using writer = new Database(join(folder.path, "db"));
    writer.run("PRAGMA journal_mode = WAL");
    writer.run("CREATE TABLE t (x)");
    writer.run("INSERT INTO t VALUES (1), (2), (3)");
    using reader = new Database(join(folder.path, "db"), { readonly: true });
    for (const row of reader.prepare<{ x: number }, []>("SELECT x FROM t").iterate()) if (row.x === 1) break;
    writer.run("INSERT INTO t VALUES (4)");
    // Blocked is 1 if a reader is in the way.
    expect(writer.query("PRAGMA wal_checkpoint(TRUNCATE)").values()).toEqual([[0, 0, 0]]);
  });

  test("[S11.6] the store runs in one compiled executable, with its threads as entry points", async () => {
    using folder = tempFolder();
    const outfile = join(folder.path, "store");
    const built = await Bun.build({
      entrypoints: [
        join(import.meta.dir, "append-and-close.process.ts"),
        join(SOURCES, "sqlite-writer.ts"),
        join(SOURCES, "sqlite-reader.ts"),
      ],
      naming: { entry: "[name].[ext]" },
      compile: { outfile },
    });
    expect(built.success).toBeTrue();
    mkdirSync(join(folder.path, "data"));
    await using run = Bun.spawn([outfile, join(folder.path, "data", "hubbub.db")], {
      cwd: "/",
      stderr: "inherit",
    });
    expect(await new Response(run.stdout).text()).toBe("3 entries\n");
    expect(await run.exited).toBe(0);
  }, 60_000);
});
