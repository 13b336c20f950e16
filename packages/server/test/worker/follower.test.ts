import { expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";

import { backupSqlite } from "../../src/store/sqlite/backup.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { LogConsumer } from "../../src/worker/follower/log-consumer.ts";
import { makeTables } from "../../src/worker/worker-database.ts";
import type { MakePart } from "../../src/worker/worker-part.ts";
import { addChannel } from "../store-contract/samples.ts";
import { tempFolder } from "../temp-folder.ts";
import { say, startTestWorker, storeWithChannels } from "./worker-setup.ts";

/** A consumer that notes what it got, in worker.sqlite and for the test. */
function noting(name: string, begin: LogConsumer["begin"], fault?: (text: string) => void) {
  const taken: string[] = [];
  const pages: number[] = [];
  const make: MakePart = ({ own }) => {
    makeTables(own, name, [
      `CREATE TABLE ${name} (channel INTEGER, seq INTEGER, PRIMARY KEY (channel, seq))`,
    ]);
    const insert = own.prepare(`INSERT INTO ${name} (channel, seq) VALUES (?, ?)`);
    return {
      consumer: {
        name,
        begin,
        consume({ channel, events }) {
          const batch: string[] = [];
          for (const { seq, body } of events) {
            // A second time would break the key.
            insert.run(channel, seq);
            const text = body.case === "message" ? body.value.text : `${body.case}`;
            fault?.(text);
            batch.push(`${channel}/${seq} ${text}`);
          }
          taken.push(...batch);
          pages.push(batch.length);
        },
        reset(channel) {
          own.run(`DELETE FROM ${name} WHERE channel = ?`, [channel]);
          taken.push(`reset ${channel}`);
        },
      },
    };
  };
  return { make, taken, pages };
}

test("[W2.1] a new consumer that begins at the first event gets all of every channel in order; one that begins at the head what comes from then on, and channels made later whole", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 2);
  await say(store, 1, "before");
  const [all, news] = [noting("everything", "first"), noting("news", "head")];
  const worker = await startTestWorker(folder.path, [all.make, news.make]);
  await worker.caughtUp();
  expect(all.taken.toSorted()).toEqual([
    "1/1 created",
    "1/2 joined",
    "1/3 before",
    "2/1 created",
    "2/2 joined",
  ]);
  expect(news.taken).toEqual([]);
  await say(store, 1, "after");
  const made = await addChannel(store, "later");
  await worker.heads(1, made);
  expect(news.taken.toSorted()).toEqual(["1/4 after", "3/1 created", "3/2 joined"]);
  await worker.close();
  await store.close();
});

test("[I7.5] what was imported is no news: who begins at the first event gets it, who begins at the head what comes behind it", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 1);
  const [all, news] = [noting("everything", "first"), noting("news", "head")];
  const first = await startTestWorker(folder.path, [all.make, news.make]);
  await first.caughtUp();
  await first.close();
  const channel = await addChannel(store, "imported");
  const message = {
    user: 1,
    at: 5,
    thread: "",
    inChannel: false,
    mentions: [],
    mentionsChannel: false,
    mentionsHere: false,
    files: [],
    deleted: false,
    edits: [],
    reactions: [],
    previews: [],
  };
  const messages = ["old", "older"].map((text) => Object.assign({ clientId: text, text }, message));
  await store.write("importMessages", { channel, messages });
  await say(store, channel, "new");
  const worker = await startTestWorker(folder.path, [all.make, news.make]);
  await worker.caughtUp();
  expect(all.taken.slice(-3)).toEqual([`${channel}/3 old`, `${channel}/4 older`, `${channel}/5 new`]);
  expect(news.taken).toEqual([`${channel}/5 new`]);
  await worker.close();
  await store.close();
});

test("[W2.2] a worker that was away goes on behind its cursors: nothing is taken twice, nothing is left out", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 3);
  for (let round = 0; round < 3; round++) {
    const all = noting("everything", "first");
    const worker = await startTestWorker(folder.path, [all.make]);
    await worker.caughtUp();
    const seq = [1, 3, 1_203][round];
    expect(all.taken.find((line) => line.startsWith("2/"))).toStartWith(`2/${seq} `);
    await worker.close();
    await say(store, 2, ...Array.from({ length: 1_200 }, (_, i) => `${i}`));
  }
  await store.close();
});

test("[W2.3] pages of a channel hold 500 events at most, and channels take turns", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 2);
  for (const channel of [1, 2]) await say(store, channel, ...Array.from({ length: 1_100 }, () => "x"));
  const all = noting("everything", "first");
  const worker = await startTestWorker(folder.path, [all.make]);
  await worker.caughtUp();
  expect(Math.max(...all.pages)).toBeLessThanOrEqual(500);
  // The second channel's turn is after the first page of the first.
  expect(all.taken[all.pages[0]!]).toStartWith("2/1 ");
  expect(all.taken).toHaveLength(2 * 1_102);
  await worker.close();
  await store.close();
});

test("[W2.4] an event that a consumer fails at three times is passed over, without holding up the others; what it wrote of it is not kept", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 1);
  await say(store, 1, "a", "bad", "b");
  let failures = 0;
  const faulty = noting("faulty", "first", (text) => {
    if (text !== "bad") return;
    failures++;
    throw new Error("cannot take this");
  });
  const sound = noting("sound", "first");
  const worker = await startTestWorker(folder.path, [faulty.make, sound.make]);
  await worker.caughtUp();
  expect(faulty.taken).toEqual(["1/1 created", "1/2 joined", "1/3 a", "1/5 b"]);
  expect(sound.taken).toEqual(["1/1 created", "1/2 joined", "1/3 a", "1/4 bad", "1/5 b"]);
  // Once with its page, then three times alone.
  expect(failures).toBe(4);
  const figures = await (await fetch(`${worker.url}/metrics`)).text();
  expect(figures).toContain('hubbub_worker_passed_over_total{consumer="faulty"} 1');
  await worker.close();
  await store.close();
});

test("[W2.5] after a restore from a backup what was made from the log is made anew; what was acted upon is not acted upon again, and new events are", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "hubbub.sqlite");
  let store = await storeWithChannels(folder.path, 1);
  await say(store, 1, "kept");
  await backupSqlite(path, join(folder.path, "copy"));
  await say(store, 1, "lost", "lost");
  const before = [noting("everything", "first"), noting("news", "head")] as const;
  const first = await startTestWorker(
    folder.path,
    before.map(({ make }) => make),
  );
  await first.caughtUp();
  await first.close();
  await store.close();

  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
  await Bun.write(path, Bun.file(join(folder.path, "copy")));
  store = await openSqliteStore({ path });
  const [all, news] = [noting("everything", "first"), noting("news", "head")];
  const worker = await startTestWorker(folder.path, [all.make, news.make]);
  await worker.caughtUp();
  expect(all.taken).toEqual(["reset 1", "1/1 created", "1/2 joined", "1/3 kept"]);
  expect(news.taken).toEqual(["reset 1"]);
  await say(store, 1, "new");
  await worker.heads(1);
  expect(news.taken).toEqual(["reset 1", "1/4 new"]);
  await worker.close();
  await store.close();
});

test("[W2.6] a worker whose database was deleted or damaged makes it anew", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 1);
  const own = join(folder.path, "worker.sqlite");
  for (const damage of [() => rmSync(own, { force: true }), () => Bun.write(own, "rubbish ".repeat(2_000))]) {
    await damage();
    const all = noting("everything", "first");
    const worker = await startTestWorker(folder.path, [all.make]);
    await worker.caughtUp();
    expect(all.taken).toEqual(["1/1 created", "1/2 joined"]);
    await worker.close();
  }
  await store.close();
});
