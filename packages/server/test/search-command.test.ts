import { afterAll, beforeAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";

import { type Crowd, startCrowd, temporaryFolder } from "@hubbub/devkit";
import { ChannelKind, type Init, LIMITS, type Search, SearchOrder } from "@hubbub/protocol";

import { Person } from "./messages/people.ts";

/** Past this something isn't found at all. */
const FOUND_MS = 10_000;

let crowd: Crowd;
let ann: Person;
let bob: Person;
let guest: Person;

beforeAll(async () => {
  crowd = await startCrowd({ worker: {} });
  [ann, bob, guest] = await arrive(crowd);
});
afterAll(() => crowd.close());

async function arrive(at: Crowd): Promise<[Person, Person, Person]> {
  return [
    await Person.arrive(at, 1, { name: "ann" }),
    await Person.arrive(at, 2, { name: "bob" }),
    await Person.arrive(at, 3, { name: "gus", guest: true }),
  ];
}

function searched(person: Person, query: string, more: Partial<Init<Search>> = {}) {
  return person.get("search", { query, order: SearchOrder.TIME, ...more }, "found");
}

/** Seqs of what is found, the newest first. */
async function seqs(person: Person, query: string): Promise<number[]> {
  const { found } = await searched(person, query);
  return found.map(({ message }) => message!.seq);
}

/** Says a word that nobody has said, and waits until the search has come so far. */
async function untilIndexed(person: Person, channel: number): Promise<void> {
  const word = `marker${crypto.randomUUID().replaceAll("-", "")}`;
  await person.send(channel, word);
  const deadline = Date.now() + FOUND_MS;
  while ((await seqs(person, word)).length === 0) {
    if (Date.now() > deadline) throw new Error("what was sent is not found");
    await Bun.sleep(20);
  }
}

const privately = async (owner: Person, name: string, ...members: Person[]): Promise<number> => {
  const value = { name, kind: ChannelKind.PRIVATE, members: members.map(({ id }) => id) };
  return (await owner.get("createChannel", value, "channel")).id;
};

test("[Q8.1] what is found comes as it reads now, with where it matches", async () => {
  const channel = await ann.createChannel("reads now", bob);
  const seq = await ann.send(channel, "Größere Änderung");
  await bob.reacts(channel, seq, "👍");
  await untilIndexed(ann, channel);
  const { found, partial, cursor } = await searched(bob, "grosse");
  expect({ partial, cursor }).toEqual({ partial: false, cursor: "" });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ channel, ranges: [0, 5] });
  expect(found[0]!.message).toEqual(await ann.message(channel, seq));
});

test("[Q8.2] everybody finds what they may read: public channels, their own, but guests their own alone", async () => {
  const open = await ann.createChannel("open to all");
  const closed = await privately(ann, "closed", guest);
  const inOpen = await ann.send(open, "treasure in the open");
  const inClosed = await ann.send(closed, "treasure behind the door");
  await untilIndexed(ann, open);
  await untilIndexed(ann, closed);
  expect(await seqs(ann, "treasure")).toEqual([inClosed, inOpen]);
  expect(await seqs(bob, "treasure")).toEqual([inOpen]);
  expect(await seqs(guest, "treasure")).toEqual([inClosed]);
  await guest.get("leaveChannel", { channel: closed }, "done");
  expect(await seqs(guest, "treasure")).toEqual([]);
});

test("[Q8.3] from: and in: take names, me, and @name for a direct channel; unknown ones and those not to be seen are refused alike", async () => {
  const channel = await ann.createChannel("named here", bob);
  const hidden = await privately(ann, "hidden place");
  const { id: direct } = await ann.get("openDirect", { users: [bob.id] }, "channel");
  const byAnn = await ann.send(channel, "needle one");
  const byBob = await bob.send(channel, "needle two");
  const inDirect = await bob.send(direct, "needle three");
  await untilIndexed(ann, channel);
  await untilIndexed(ann, direct);
  expect(await seqs(ann, 'needle from:Bob in:"#named here"')).toEqual([byBob]);
  expect(await seqs(ann, 'needle from:me in:"named here"')).toEqual([byAnn]);
  expect(await seqs(ann, "needle in:@bob")).toEqual([inDirect]);
  expect(await seqs(bob, "needle -in:@ann -from:me")).toEqual([byAnn]);
  for (const query of ["from:nobody x", "in:nowhere x", 'in:"hidden place" x', "in:@nobody x"]) {
    const message = expect.stringMatching(/^There is no (user|channel) .+\.$/);
    await bob.refused("search", { query }, "not_found", { field: "search.query", message });
  }
  await guest.refused("search", { query: "from:bob x" }, "not_found", { field: "search.query" });
  expect(await seqs(ann, 'in:"hidden place"')).toEqual([]);
  expect(hidden).toBeGreaterThan(0);
});

test("[Q8.4] an edited message is found by its new text, a deleted one not at all, never by what is gone", async () => {
  const channel = await ann.createChannel("changing");
  const edited = await ann.send(channel, "porcupine walks");
  const deleted = await ann.send(channel, "porcupine sleeps");
  await untilIndexed(ann, channel);
  expect(await seqs(ann, "porcupine")).toEqual([deleted, edited]);
  await ann.edit(channel, edited, "hedgehog walks");
  await ann.does("deleteMessage", channel, deleted);
  // At once, though the index may not have heard of it yet.
  expect(await seqs(ann, "porcupine")).toEqual([]);
  await untilIndexed(ann, channel);
  expect(await seqs(ann, "hedgehog walks")).toEqual([edited]);
  expect(await seqs(ann, "porcupine")).toEqual([]);
});

test("[Q8.5] replies in threads, pins, reactions and links are found", async () => {
  const channel = await ann.createChannel("kinds");
  const root = await ann.send(channel, "walrus https://example.org/page");
  const reply = await ann.send(channel, "walrus reply", { thread: root });
  await ann.does("pinMessage", channel, root);
  await ann.reacts(channel, reply, "🎉");
  await untilIndexed(ann, channel);
  expect(await seqs(ann, "walrus")).toEqual([reply, root]);
  expect(await seqs(ann, "walrus has:pin has:link")).toEqual([root]);
  expect(await seqs(ann, "walrus has:reaction")).toEqual([reply]);
  await ann.unreacts(channel, reply, "🎉");
  await untilIndexed(ann, channel);
  expect(await seqs(ann, "walrus has:reaction")).toEqual([]);
});

test("[Q8.6] pages go on where the last one ended; more than 100 messages, and 500 characters, are refused", async () => {
  const channel = await ann.createChannel("pages");
  const sent: number[] = [];
  for (let n = 0; n < 45; n++) sent.push(await ann.send(channel, `pagination ${n}`));
  await untilIndexed(ann, channel);
  for (const order of [SearchOrder.TIME, SearchOrder.RELEVANCE]) {
    const found: number[] = [];
    let cursor = "";
    do {
      const page = await searched(ann, "pagination", { order, cursor });
      expect(page.found.length).toBeLessThanOrEqual(LIMITS.searchDefault);
      found.push(...page.found.map(({ message }) => message!.seq));
      ({ cursor } = page);
    } while (cursor !== "");
    expect(found.toSorted((a, b) => a - b)).toEqual(sent);
  }
  await ann.refused("search", { query: "" }, "invalid", { field: "search.query", limit: 500 });
  await ann.refused("search", { query: "x".repeat(501) }, "too_large", { field: "search.query", limit: 500 });
  await ann.refused("search", { query: "x", limit: 101 }, "too_large", { field: "search.limit", limit: 100 });
  await ann.refused("search", { query: "x", cursor: "what?" }, "invalid", { field: "search.cursor" });
  await ann.refused("search", { query: "has:nothing" }, "invalid", { field: "search.query" });
});

test("[Q8.7] without a worker a search is refused for now, and all is found again after one starts without its database", async () => {
  using folder = temporaryFolder();
  const data = folder.path;
  const first = await startCrowd({ data, worker: {} });
  const [anna] = await arrive(first);
  const channel = await anna.createChannel("long lived");
  const seq = await anna.send(channel, "everlasting");
  await untilIndexed(anna, channel);
  await first.close();
  const without = await startCrowd({ data });
  const [alone] = await arrive(without);
  await alone.refused("search", { query: "everlasting" }, "unavailable", { retryAfterMs: 2000 });
  await without.close();
  rmSync(join(data, "worker.sqlite"));
  const again = await startCrowd({ data, worker: {} });
  const [back] = await arrive(again);
  // Until all older messages are indexed a result says that it is partial.
  while ((await searched(back, "everlasting")).partial) await Bun.sleep(20);
  expect(await seqs(back, "everlasting")).toEqual([seq]);
  await again.close();
});
