import { expect, test } from "bun:test";

import { decodeServerFrame, encodeEntry } from "@hubbub/protocol";

import { EventLog } from "../src/core/event-log.ts";
import type { Batch } from "../src/core/shared-frame.ts";
import { Refusal } from "../src/errors.ts";
import { type AppendResult, type NewEntry, type Store, StoreUnavailable } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";

/** A commit that the test ends. */
interface Commit {
  entries: readonly NewEntry[];
  succeed(): void;
  fail(error: Error): void;
}

/** An event log over a store of which each commit waits for the test. */
function controlled(pace = { commitSpacing: 0, single: false }) {
  const commits: Commit[] = [];
  const published: Batch[] = [];
  const heads = new Map<number, number>();
  let begun = Promise.withResolvers<void>();
  const answer = (entries: readonly NewEntry[]): AppendResult[] =>
    entries.map(({ channel, clientId }) => {
      if (clientId.startsWith("again")) return { outcome: "repeated", seq: 1, at: 1 };
      if (clientId.startsWith("reused")) return { outcome: "reused" };
      const seq = (heads.get(channel) ?? 0) + 1;
      heads.set(channel, seq);
      return { outcome: "appended", seq };
    });
  const store: Pick<Store, "append"> = {
    append(entries) {
      const { promise, resolve, reject } = Promise.withResolvers<AppendResult[]>();
      commits.push({ entries, succeed: () => resolve(answer(entries)), fail: reject });
      begun.resolve();
      begun = Promise.withResolvers<void>();
      return promise;
    },
  };
  const news: [channel: number, head: number][] = [];
  const figures = { committed: [] as number[], refused: 0 };
  const log = new EventLog(
    store as Store,
    { publish: (batch) => published.push(batch) },
    {
      committed: (entries) => figures.committed.push(entries),
      published: () => {},
      refused: () => figures.refused++,
    },
    pace,
    { appended: (channel, head) => news.push([channel, head]) },
  );
  const nextCommit = async (): Promise<Commit> => {
    if (commits.length === 0) await begun.promise;
    return commits.shift()!;
  };
  return { log, nextCommit, commits, published, news, figures };
}

let lastId = 0;
function message(channel: number, clientId = `id-${++lastId}`, text = "hi"): NewEntry {
  const entry = encodeEntry({ at: 1, user: 1, body: { case: "message", value: { text } } });
  return { channel, user: 1, clientId, at: 1, entry };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Whether the promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending");
  await turn();
  return (await Promise.race([promise.catch(() => {}), Promise.resolve(pending)])) !== pending;
}

test("[P1.11] a message is acknowledged and handed to the bus only after its commit", async () => {
  const { log, nextCommit, published } = controlled();
  const sent = log.append(message(1));
  const commit = await nextCommit();
  expect(await isSettled(sent)).toBe(false);
  expect(published).toEqual([]);
  commit.succeed();
  expect(await sent).toEqual({ outcome: "appended", seq: 1 });
  expect(published).toHaveLength(1);
});

test("[P1.12] what arrives while a commit is under way becomes the next one; never are two under way", async () => {
  const { log, nextCommit, commits, figures } = controlled();
  const first = log.append(message(1));
  const commit = await nextCommit();
  const others = Array.from({ length: 50 }, (_, i) => log.append(message(1 + (i % 3))));
  await turn();
  expect(commits).toEqual([]);
  expect(log.waiting).toBe(50);
  commit.succeed();
  await first;
  const second = await nextCommit();
  expect(second.entries).toHaveLength(50);
  expect(log.waiting).toBe(0);
  second.succeed();
  await Promise.all(others);
  expect(figures.committed).toEqual([1, 50]);
});

test("[P1.13] what arrives in one turn goes into one commit", async () => {
  const { log, nextCommit } = controlled();
  const all = Array.from({ length: 20 }, () => log.append(message(1)));
  const commit = await nextCommit();
  expect(commit.entries).toHaveLength(20);
  commit.succeed();
  expect((await Promise.all(all)).map((result) => "seq" in result && result.seq)).toEqual(
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
});

test("[P1.14] a commit holds at most 4,096 entries; the rest follows in order", async () => {
  const { log, nextCommit } = controlled();
  const all = Array.from({ length: 5000 }, () => log.append(message(1)));
  for (const size of [4096, 904]) {
    const commit = await nextCommit();
    expect(commit.entries).toHaveLength(size);
    commit.succeed();
  }
  const seqs = (await Promise.all(all)).map((result) => "seq" in result && result.seq);
  expect(seqs).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
});

test("[P1.15] a failed commit refuses its messages as unavailable, to be sent again, and delivers nothing", async () => {
  const { log, nextCommit, published } = controlled();
  const failed = [log.append(message(1)), log.append(message(2))];
  (await nextCommit()).fail(new StoreUnavailable("The disk is full."));
  for (const sent of failed) {
    const refusal = await rejection(sent);
    expect(refusal).toBeInstanceOf(Refusal);
    const reply = (refusal as Refusal).toReply();
    expect(reply.name).toBe("unavailable");
    expect(reply.retryAfterMs).toBeGreaterThan(0);
  }
  expect(published).toEqual([]);
  const later = log.append(message(1));
  (await nextCommit()).succeed();
  expect(await later).toEqual({ outcome: "appended", seq: 1 });
  expect(published).toHaveLength(1);
});

test("[P1.16] at most 32 MiB wait; what comes then is refused as unavailable, and taken again after the commit", async () => {
  const { log, nextCommit, figures } = controlled();
  const first = log.append(message(1));
  const commit = await nextCommit();
  const text = "x".repeat(16 * 1024);
  const size = message(1, "size", text).entry.length;
  const fits = Math.floor((32 * 1024 * 1024) / size);
  const waiting = Array.from({ length: fits }, () => log.append(message(1, `fits-${++lastId}`, text)));
  const refusal = (await rejection(log.append(message(1, "too much", text)))) as Refusal;
  expect(refusal.toReply().name).toBe("unavailable");
  expect(refusal.toReply().retryAfterMs).toBeGreaterThan(0);
  expect(figures.refused).toBe(1);
  commit.succeed();
  await first;
  const second = await nextCommit();
  const again = log.append(message(1, "fits now", text));
  second.succeed();
  expect(await Promise.all(waiting)).toHaveLength(fits);
  (await nextCommit()).succeed();
  expect(await again).toEqual({ outcome: "appended", seq: fits + 2 });
});

test("[P3.11] a repeated or reused client id is answered, and delivered to nobody", async () => {
  const { log, nextCommit, published } = controlled();
  const all = [message(1), message(1, "again"), message(2, "reused"), message(1)].map((each) =>
    log.append(each),
  );
  (await nextCommit()).succeed();
  expect((await Promise.all(all)).map(({ outcome }) => outcome)).toEqual([
    "appended",
    "repeated",
    "reused",
    "appended",
  ]);
  expect(published.map(({ channel, first, last }) => [channel, first, last])).toEqual([[1, 1, 2]]);
  expect(decodeServerFrame(published[0]!.bytes).events.map(({ seq }) => seq)).toEqual([1, 2]);
});

test("[P1.17] each channel of a commit is handed over as one batch", async () => {
  const { log, nextCommit, published } = controlled();
  const all = [1, 2, 1, 3, 2, 1].map((channel) => log.append(message(channel)));
  (await nextCommit()).succeed();
  await Promise.all(all);
  expect(published.map(({ channel, first, last }) => [channel, first, last])).toEqual([
    [1, 1, 3],
    [2, 1, 2],
    [3, 1, 1],
  ]);
});

test("[P1.19] under load a commit waits for more: the spacing after the last one's start", async () => {
  const { log, nextCommit, commits } = controlled({ commitSpacing: 50, single: false });
  const begun = performance.now();
  const first = log.append(message(1));
  (await nextCommit()).succeed();
  await first;
  const second = log.append(message(1));
  await turn();
  const third = log.append(message(1));
  expect(commits).toEqual([]);
  const commit = await nextCommit();
  // Bun's timers end up to a millisecond early.
  expect(performance.now() - begun).toBeGreaterThan(48);
  expect(commit.entries).toHaveLength(2);
  commit.succeed();
  await Promise.all([second, third]);
});

test("[P1.18] drain ends when everything that waited is committed", async () => {
  const { log, nextCommit } = controlled();
  await log.drain();
  const sent = log.append(message(1));
  const drained = log.drain();
  const commit = await nextCommit();
  const later = log.append(message(1));
  commit.succeed();
  await sent;
  expect(await isSettled(drained)).toBe(false);
  (await nextCommit()).succeed();
  await later;
  await drained;
  expect(log.waiting).toBe(0);
});
