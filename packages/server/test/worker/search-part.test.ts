import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { encodeEntry } from "@hubbub/protocol";

import { parseQuery } from "../../src/search/parse-query.ts";
import type { SearchResult } from "../../src/search/search-request.ts";
import type { Store } from "../../src/store/store.ts";
import { Backfill } from "../../src/worker/search/backfill.ts";
import { SearchIndex } from "../../src/worker/search/search-index.ts";
import { search } from "../../src/worker/search/search.ts";
import type { WorkerService } from "../../src/worker/start-worker.ts";
import { tempFolder } from "../temp-folder.ts";
import { encodeText, say, startTestWorker, storeWithChannels, WORKER_KEY } from "./worker-setup.ts";

type Body = Parameters<typeof encodeEntry>[0]["body"];

/** What the worker finds when it has taken all older messages: channels and seqs. */
async function found(worker: WorkerService, text: string): Promise<string[]> {
  for (;;) {
    const { hits, partial } = await ask(worker, text);
    if (!partial) return hits.map(({ channel, seq }) => `${channel}/${seq}`).toSorted();
    await Bun.sleep(10);
  }
}

/** Asks the worker as the gateway does. */
async function ask({ url }: WorkerService, text: string): Promise<SearchResult> {
  const { terms, has, times } = parseQuery(text, Date.now());
  const response = await fetch(`${url}/search`, {
    method: "POST",
    headers: { Authorization: `Bearer ${WORKER_KEY}` },
    body: JSON.stringify({
      query: { terms, has, times, from: [], in: [] },
      channels: [1, 2],
      order: "time",
      limit: 20,
      cursor: "",
    }),
  });
  return (await response.json()) as SearchResult;
}

async function append(store: Store, ...bodies: Body[]): Promise<void> {
  await store.append(
    bodies.map((body) => ({
      channel: 1,
      user: 1,
      clientId: crypto.randomUUID(),
      at: 1,
      entry: encodeEntry({ at: 1, user: 1, body }),
    })),
  );
}

/** User 1 edits a message in channel 1. */
function editOf(seq: number, text: string) {
  const message = { channel: 1, seq, user: 1, text, clientId: crypto.randomUUID(), at: 1 };
  return { ...message, places: [], mayMentionAll: false };
}

/** A message that says where and when it was sent. */
function at(channel: number, time: number) {
  const entry = encodeText(`${channel} at ${time}`, time);
  return { channel, user: 1, clientId: crypto.randomUUID(), at: time, entry };
}

/** A worker that searches, on a store with two channels, whose messages begin with seq 3. */
async function startSearch(data: string) {
  const store = await storeWithChannels(data, 2);
  const start = () => startTestWorker(data, [search]);
  return { store, start };
}

test("[Q7.1] what was written before the first run is found, and what comes from then on", async () => {
  using folder = tempFolder();
  const { store, start } = await startSearch(folder.path);
  await say(store, 1, ...Array.from({ length: 1200 }, (_, at) => `old number${at}`));
  const worker = await start();
  await worker.caughtUp();
  expect(await found(worker, "number1199")).toEqual(["1/1202"]);
  await say(store, 2, "a new one");
  await worker.heads(2);
  expect(await found(worker, "new")).toEqual(["2/3"]);
  await worker.close();
  await store.close();
});

test("[Q7.2] edits, deletions, reactions, pins and removed history are what the search finds", async () => {
  using folder = tempFolder();
  const { store, start } = await startSearch(folder.path);
  const worker = await start();
  const events = async (...bodies: Body[]) => {
    await append(store, ...bodies);
    await worker.heads(1);
  };
  const file = { id: 1, name: "plan.png", type: "image/png" };
  await events(
    { case: "message", value: { text: "first draft" } },
    { case: "message", value: { text: "second draft https://example.org/x" } },
    { case: "message", value: { text: "", files: [file] } },
    { case: "message", value: { text: "", deleted: true } },
  );
  expect(await found(worker, "draft")).toEqual(["1/3", "1/4"]);
  expect(await found(worker, "has:link")).toEqual(["1/4"]);
  expect(await found(worker, "has:image has:file plan")).toEqual(["1/5"]);
  await events(
    { case: "edited", value: { seq: 3, text: "final http://example.org" } },
    { case: "edited", value: { seq: 4, text: "second draft" } },
    { case: "reactionAdded", value: { seq: 3, emoji: "👍" } },
    { case: "pinned", value: { seq: 4 } },
  );
  expect(await found(worker, "draft")).toEqual(["1/4"]);
  expect(await found(worker, "final has:reaction")).toEqual(["1/3"]);
  expect(await found(worker, "has:link")).toEqual(["1/3"]);
  expect(await found(worker, "has:pin")).toEqual(["1/4"]);
  await events(
    { case: "unpinned", value: { seq: 4 } },
    { case: "reactionRemoved", value: { seq: 3, emoji: "👍" } },
    { case: "deleted", value: { seq: 5 } },
  );
  expect(await found(worker, "has:pin")).toEqual([]);
  expect(await found(worker, "has:reaction")).toEqual([]);
  expect(await found(worker, "has:file")).toEqual([]);
  await events({ case: "historyRemoved", value: { before: 4 } });
  expect(await found(worker, "second")).toEqual(["1/4"]);
  expect(await found(worker, "final")).toEqual([]);
  await worker.close();
  await store.close();
});

test("[Q7.3] after worker.sqlite was deleted the index is made anew from the log, as it was", async () => {
  using folder = tempFolder();
  const { store, start } = await startSearch(folder.path);
  await append(
    store,
    { case: "message", value: { text: "one alpha" } },
    { case: "message", value: { text: "two alpha" } },
  );
  await store.write("editMessage", editOf(3, "one beta"));
  const before = await start();
  await before.caughtUp();
  expect(await found(before, "alpha")).toEqual(["1/4"]);
  await before.close();
  await say(store, 2, "three alpha");
  for (const again of ["restarted", "deleted"]) {
    if (again === "deleted") rmSync(join(folder.path, "worker.sqlite"));
    const worker = await start();
    await worker.caughtUp();
    expect(await found(worker, "alpha")).toEqual(["1/4", "2/3"]);
    expect(await found(worker, "beta")).toEqual(["1/3"]);
    await worker.close();
  }
  await store.close();
});

test("[Q7.4] a deleted message's text is gone from the worker's files soon after", async () => {
  using folder = tempFolder();
  const { store, start } = await startSearch(folder.path);
  const worker = await start();
  await say(store, 1, "the password is swordfishzq");
  await worker.heads(1);
  expect(await found(worker, "swordfish")).toEqual(["1/3"]);
  const isThere = () =>
    ["", "-wal"].some((suffix) =>
      readFileSync(join(folder.path, `worker.sqlite${suffix}`)).includes("swordfish"),
    );
  expect(isThere()).toBe(true);
  await append(store, { case: "deleted", value: { seq: 3 } });
  await worker.heads(1);
  const deadline = Date.now() + 10_000;
  while (isThere() && Date.now() < deadline) await Bun.sleep(50);
  expect(isThere()).toBe(false);
  await worker.close();
  await store.close();
});

test("[Q7.5] older messages are taken by their time, as they read when they are taken", async () => {
  using folder = tempFolder();
  const { store } = await startSearch(folder.path);
  await store.append([at(1, 10), at(1, 30), at(1, 50), at(2, 20), at(2, 40), at(2, 60)]);
  await store.write("pinMessage", { channel: 2, seq: 3, user: 1, at: 1 });
  using chat = new Database(join(folder.path, "hubbub.sqlite"), { readonly: true });
  using own = new Database(":memory:");
  expect(new SearchIndex(own).pending()).toBe(0);
  const backfill = new Backfill(own, chat);
  backfill.learn([1, 2]);
  const take = (most: number) =>
    backfill.take(most).map((change) => (change.kind === "message" ? `${change.text} ${change.has}` : ""));
  expect(take(2)).toEqual(["1 at 10 ", "2 at 20 pin"]);
  await store.write("editMessage", editOf(4, "edited since"));
  await append(store, { case: "message", value: { text: "last", deleted: true } });
  backfill.changed(1);
  expect(take(1)).toEqual(["edited since "]);
  // What was noted as taken stays so.
  backfill.reset();
  expect(take(100)).toEqual(["2 at 40 ", "1 at 50 ", "2 at 60 "]);
  expect(backfill.running).toBe(false);
  backfill.learn([1, 2]);
  expect(backfill.running).toBe(false);
  backfill.follows(3, 1);
  expect(backfill.running).toBe(false);
  backfill.begin(2);
  expect(take(1)).toEqual(["2 at 20 pin"]);
  await store.close();
});
