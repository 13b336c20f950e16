import { describe, expect, test } from "bun:test";
import { join } from "node:path";

import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { StoreUnavailable } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";
import { addChannel, addUsers, entry, joining, log, newChannel, person } from "./store-contract/samples.ts";
import { tempFolder } from "./temp-folder.ts";

/** Pages for the schema and a few hundred short messages. */
const FEW_PAGES = 90;
const large = (n: number, channel: number) =>
  Array.from({ length: n }, (_, i) => entry(`large-${i}`, { channel, entry: new Uint8Array(1000) }));

/** Makes the workers that `open` starts reachable, to end them as a crash would. */
async function withWorkers<T>(open: () => Promise<T>): Promise<{ result: T; workers: Worker[] }> {
  const workers: Worker[] = [];
  const RealWorker = globalThis.Worker;
  globalThis.Worker = class extends RealWorker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      workers.push(this);
    }
  };
  try {
    return { result: await open(), workers };
  } finally {
    globalThis.Worker = RealWorker;
  }
}

describe("failures", () => {
  test("[S9.1] when the database is full, nothing of the batch is kept, and what fits goes on without a hole", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const store = await openSqliteStore({ path, maxPages: FEW_PAGES });
    await addUsers(store, 1);
    const channel = await addChannel(store, "a");
    await store.append([entry("1", { channel })]);
    const error = await rejection(store.append([entry("2", { channel }), ...large(200, channel)]));
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(String(error)).toMatch(/full \(SQLITE_FULL\)/);
    expect(await log(store, channel)).toEqual(["created", "joined", "1"]);
    expect(await store.append([entry("3", { channel }), entry("2", { channel })])).toEqual([
      { outcome: "appended", seq: 4 },
      { outcome: "appended", seq: 5 },
    ]);
    await store.close();
    const roomy = await openSqliteStore({ path });
    expect(await log(roomy, channel)).toEqual(["created", "joined", "1", "3", "2"]);
    const results = await roomy.append(large(200, channel));
    expect(results).toEqual(results.map((_, i) => ({ outcome: "appended", seq: 6 + i })));
    await roomy.close();
  });

  test("[S9.2] calls that were committed together are refused together, and none of them is kept", async () => {
    using folder = tempFolder();
    const store = await openSqliteStore({ path: join(folder.path, "hubbub.db"), maxPages: FEW_PAGES });
    await addUsers(store, 2);
    const channel = await addChannel(store, "a");
    const calls = [
      store.append([entry("1", { channel })]),
      store.write("joinChannel", joining(channel, 2)),
      store.write("createChannel", newChannel("b")),
      store.append(large(200, channel)),
    ];
    const settled = await Promise.allSettled(calls);
    // The writer may have begun with the first calls before the last one arrived.
    const statuses = settled.map(({ status }) => status);
    expect(statuses).toEqual(statuses.toSorted());
    expect(statuses.at(-1)).toBe("rejected");
    const kept = statuses.filter((status) => status === "fulfilled").length;
    expect(await log(store, channel)).toEqual(
      ["created", "joined", "1", "joined"].slice(0, 2 + Math.min(kept, 2)),
    );
    const { memberships, version } = await store.read("arrival", { user: 2 });
    expect(memberships.map((membership) => membership.channel)).toEqual(kept >= 2 ? [channel] : []);
    expect(version).toBe(kept >= 2 ? 1 : 0);
    expect((await store.read("channelByName", { name: "b" })) !== undefined).toBe(kept >= 3);
    await store.close();
  });

  test("[P1.3] when the disk refuses a commit, the append is rejected, and after a restart nothing of it is there", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const script = join(import.meta.dir, "append-until-refused.process.ts");
    // No file may pass 1 MiB; a write past it fails (EFBIG) when the signal that would kill is ignored.
    const limited = `trap "" XFSZ; ulimit -f 1024; exec "$0" "$@"`;
    await using run = Bun.spawn(["bash", "-c", limited, process.execPath, script, path], {
      stderr: "inherit",
    });
    const said = await new Response(run.stdout).json();
    expect(said.error).toMatch(/^StoreUnavailable: .*\(SQLITE_(IOERR|FULL)/);
    expect(said.late).toMatch(/^StoreUnavailable/);
    for (const outcome of said.again) expect(outcome).toMatch(/^(fulfilled|StoreUnavailable)/);
    const acknowledged: { id: string; seq: number }[] = said.acknowledged;
    expect(acknowledged.length).toBeGreaterThan(50);
    const store = await openSqliteStore({ path });
    const kept = (await log(store, 1)).map((text) => text.replaceAll(".", ""));
    await store.close();
    expect(kept.slice(2)).toEqual(acknowledged.map(({ id }) => id));
    expect(acknowledged.map(({ seq }) => seq)).toEqual(acknowledged.map((_, i) => i + 3));
    expect(kept).not.toContain(`${said.firstRefused}`);
  });

  test("[S9.3] when the writer's thread ends, calls that wait and later ones are rejected, and the store says that it has failed; reading goes on", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const { result: store, workers } = await withWorkers(() => openSqliteStore({ path }));
    await addUsers(store, 1);
    const channel = await addChannel(store, "a");
    const waiting = Array.from({ length: 20 }, (_, i) => store.append([entry(`${i}`, { channel })]));
    workers[0]?.terminate();
    const settled = await Promise.allSettled(waiting);
    const rejected = settled.filter(({ status }) => status === "rejected");
    for (const result of rejected) expect(result).toMatchObject({ reason: expect.any(StoreUnavailable) });
    expect(await rejection(store.append([entry("x", { channel })]))).toBeInstanceOf(StoreUnavailable);
    expect(await rejection(store.write("saveUser", person(1, { name: "new" })))).toBeInstanceOf(
      StoreUnavailable,
    );
    expect(await store.failed).toBeInstanceOf(StoreUnavailable);
    const acknowledged = settled.length - rejected.length;
    expect((await log(store, channel)).length).toBeGreaterThanOrEqual(2 + acknowledged);
    await store.close();
    const again = await openSqliteStore({ path });
    const seqs = (await again.append([entry("y", { channel })]))[0];
    expect(seqs).toEqual({ outcome: "appended", seq: (await log(again, channel)).length });
    await again.close();
  });

  test("[S9.4] when the reader's thread ends, reading is rejected and appending goes on", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const { result: store, workers } = await withWorkers(() => openSqliteStore({ path }));
    await addUsers(store, 1);
    const channel = await addChannel(store, "a");
    const query = { channel, after: 0, before: 0, limit: 10, maxBytes: 1000 };
    const waiting = Array.from({ length: 20 }, () => store.history(query));
    workers[1]?.terminate();
    for (const settled of await Promise.allSettled(waiting)) {
      if (settled.status === "rejected") expect(settled.reason).toBeInstanceOf(StoreUnavailable);
    }
    expect(await rejection(store.history(query))).toBeInstanceOf(StoreUnavailable);
    expect(await store.failed).toBeInstanceOf(StoreUnavailable);
    expect(await store.append([entry("x", { channel })])).toEqual([{ outcome: "appended", seq: 3 }]);
    await store.close();
  });
});
