import { expect, test } from "bun:test";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { encodeEntry } from "@hubbub/protocol";

import { parseQuery } from "../../src/search/parse-query.ts";
import type { SearchResult } from "../../src/search/search-request.ts";
import type { Store } from "../../src/store/store.ts";
import { search } from "../../src/worker/search/search.ts";
import type { WorkerService } from "../../src/worker/start-worker.ts";
import { tempFolder } from "../temp-folder.ts";
import { say, startTestWorker, storeWithChannels, WORKER_KEY } from "./worker-setup.ts";

type Body = Parameters<typeof encodeEntry>[0]["body"];

/** Asks the worker as the gateway does; gives channel and seq of what is found, the newest first. */
async function found({ url }: WorkerService, text: string): Promise<string[]> {
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
  const { hits } = (await response.json()) as SearchResult;
  return hits.map(({ channel, seq }) => `${channel}/${seq}`).toSorted();
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
  await append(store, { case: "edited", value: { seq: 3, text: "one beta" } });
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
