import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, SUBPROTOCOLS } from "@hubbub/protocol";

import { Person } from "./people.ts";

let crowd: Crowd;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann" });
  bob = await Person.arrive(crowd, 2, { name: "bob" });
});
afterAll(() => crowd.close());

/** A channel whose messages have other events between them; the seqs of the messages. */
async function channelOf(name: string, count: number) {
  const channel = await ann.createChannel(name, bob);
  const seqs: number[] = [];
  for (let i = 0; i < count; i++) {
    seqs.push(await ann.send(channel, `message ${i}`));
    await bob.reacts(channel, seqs[i]!, "👍");
  }
  return { channel, seqs };
}

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  test("[M5.1] pages of messages go in both directions and around a place, without hole or repeat", async () => {
    const { channel, seqs } = await channelOf(`pages ${subprotocol}`, 11);
    const reader = await Person.arrive(crowd, 3, {}, subprotocol);
    const page = async (query: Parameters<Person["page"]>[1]) => {
      const { messages, moreBefore, moreAfter } = await reader.page(channel, query);
      return [messages.map(({ seq }) => seqs.indexOf(seq)), moreBefore, moreAfter];
    };
    expect(await page({})).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false, false]);
    expect(await page({ limit: 3 })).toEqual([[8, 9, 10], true, false]);
    expect(await page({ before: seqs[8]!, limit: 4 })).toEqual([[4, 5, 6, 7], true, true]);
    expect(await page({ before: seqs[2]!, limit: 4 })).toEqual([[0, 1], false, true]);
    expect(await page({ after: seqs[3]!, limit: 2 })).toEqual([[4, 5], true, true]);
    expect(await page({ after: seqs[8]!, limit: 5 })).toEqual([[9, 10], true, false]);
    expect(await page({ around: seqs[5]!, limit: 4 })).toEqual([[3, 4, 5, 6], true, true]);
    expect(await page({ around: seqs[5]! + 1, limit: 2 })).toEqual([[5, 6], true, true]);
    expect(await page({ around: seqs[0]!, limit: 4 })).toEqual([[0, 1], false, true]);
    expect(await page({ before: 1 })).toEqual([[], false, true]);
    expect(await page({ after: 1000 })).toEqual([[], true, false]);
  });
});

test("[M5.2] one of before, after and around; 500 messages at most; a channel that may be read", async () => {
  const { channel } = await channelOf("queries", 1);
  await ann.refused("listMessages", { channel, before: 3, after: 2 }, "invalid", {
    field: "listMessages.before",
  });
  const limit = LIMITS.pageMax;
  await ann.refused("listMessages", { channel, limit: limit + 1 }, "too_large", {
    field: "listMessages.limit",
    limit,
  });
  await ann.refused("listMessages", { channel: 999 }, "not_found");
  const { id: hidden } = await ann.get("createChannel", { name: "hidden", kind: 2 }, "channel");
  const seq = await ann.send(hidden, "x");
  for (const [name, value] of [
    ["listMessages", { channel: hidden }],
    ["getMessages", { channel: hidden, seqs: [seq] }],
    ["listEdits", { channel: hidden, seq }],
    ["listPins", { channel: hidden }],
  ] as const) {
    await bob.refused(name, value, "not_found");
  }
});

test("[M5.3] a page is of one moment, with its head: what it doesn't have yet comes live", async () => {
  const channel = await ann.createChannel("a moment", bob);
  await bob.subscribe(channel);
  const sending = Promise.all(Array.from({ length: 200 }, (_, i) => ann.send(channel, `${i}`)));
  const pages = [];
  for (let i = 0; i < 20; i++) pages.push(await bob.page(channel, { limit: 500 }));
  await sending;
  for (const { head, messages } of pages) {
    // After the two who joined, every event is a message.
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: head - 3 }, (_, i) => i + 4));
  }
});

test("[M5.4] a page ends early at 256 KiB, counting what messages read now, but never empty", async () => {
  const channel = await ann.createChannel("bytes");
  const seqs = [];
  for (let i = 0; i < 40; i++)
    seqs.push(await ann.send(channel, "x".repeat(i % 2 === 0 ? LIMITS.textBytes : 10)));
  for (const seq of seqs.slice(0, 4)) await ann.edit(channel, seq, "y".repeat(LIMITS.textBytes));
  const newest = await ann.page(channel);
  expect(newest).toMatchObject({ moreBefore: true, moreAfter: false });
  expect(newest.messages.at(-1)?.seq).toBe(seqs.at(-1)!);
  const oldest = await ann.page(channel, { after: 1 });
  expect(oldest.moreAfter).toBeTrue();
  expect(oldest.messages[0]?.seq).toBe(seqs[0]!);
  expect(oldest.messages.length).toBeLessThan(newest.messages.length);
  const some = await ann.get("getMessages", { channel, seqs }, "messages");
  expect(some.messages.map(({ seq }) => seq)).toEqual(oldest.messages.map(({ seq }) => seq));
  expect(some.moreAfter).toBeTrue();
});

test("[M5.5] messages are found by seq, ascending; what is no message is left out", async () => {
  const { channel, seqs } = await channelOf("by seq", 3);
  const asked = [seqs[2]!, 1, seqs[0]!, seqs[0]! + 1, 999, seqs[0]!];
  const { messages } = await bob.get("getMessages", { channel, seqs: asked }, "messages");
  expect(messages.map(({ seq }) => seq)).toEqual([seqs[0]!, seqs[2]!]);
  for (const some of [[], Array.from({ length: 501 }, (_, i) => i + 1)]) {
    const details = { field: "getMessages.seqs", limit: LIMITS.pageMax };
    await bob.refused("getMessages", { channel, seqs: some }, "invalid", details);
  }
});

test("[M5.6] deleted messages keep their places in pages", async () => {
  const { channel, seqs } = await channelOf("with holes", 3);
  await ann.does("deleteMessage", channel, seqs[1]!);
  const { messages } = await bob.page(channel);
  expect(messages.map(({ seq, message }) => [seq, message?.deleted])).toEqual([
    [seqs[0]!, false],
    [seqs[1]!, true],
    [seqs[2]!, false],
  ]);
});
