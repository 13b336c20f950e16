import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, SUBPROTOCOLS } from "@hubbub/protocol";

import { Person } from "./people.ts";

let crowd: Crowd;
let ann: Person;
let bob: Person;
let cyd: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann" });
  bob = await Person.arrive(crowd, 2, { name: "bob" });
  cyd = await Person.arrive(crowd, 3, { name: "cyd" });
});
afterAll(() => crowd.close());

/** The user's state of a thread, by the list of those that they follow. */
async function followed(person: Person, channel: number, root: number) {
  const { threads } = await person.get("listThreads", { limit: 100 }, "threads");
  const thread = threads.find((each) => each.channel === channel && each.root?.seq === root);
  return thread && { read: thread.read, unread: thread.unread, mentions: thread.mentions };
}

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  test("[M7.1] replies are in their thread, and in the channel if they were sent so; the root tells of them", async () => {
    const channel = await ann.createChannel(`threads ${subprotocol}`, bob, cyd);
    const reader = await Person.arrive(crowd, 3, { name: "cyd" }, subprotocol);
    await reader.subscribe(channel);
    const root = await ann.send(channel, "root");
    const hidden = await bob.send(channel, "reply", { thread: root });
    const shown = await ann.send(channel, "for all", { thread: root, inChannel: true });
    const event = await reader.event(channel, shown);
    expect(event.body.value).toMatchObject({ text: "for all", thread: root, inChannel: true });
    const seqs = async (thread: number) =>
      (await reader.page(channel, { thread })).messages.map(({ seq }) => seq);
    expect(await seqs(0)).toEqual([root, shown]);
    expect(await seqs(root)).toEqual([hidden, shown]);
    expect((await reader.message(channel, root)).replies).toEqual({
      count: 2,
      lastSeq: shown,
      lastAt: event.at,
      users: [1, 2],
    });
    expect((await reader.message(channel, shown)).replies).toBeUndefined();
  });
});

test("[M7.2] a reply's root is a message that is there, and no reply itself", async () => {
  const channel = await ann.createChannel("roots", bob);
  const root = await ann.send(channel, "root");
  const reply = await ann.send(channel, "reply", { thread: root });
  const [gone, details] = [await ann.send(channel, "gone"), { field: "send.thread" }];
  await ann.does("deleteMessage", channel, gone);
  const send = { channel, clientId: "never", text: "x" };
  await ann.refused("send", { ...send, thread: reply }, "invalid", details);
  await ann.refused("send", { ...send, thread: gone }, "not_found", details);
  await ann.refused("send", { ...send, thread: 1 }, "not_found", details);
  await ann.refused("send", { ...send, thread: 999 }, "not_found", details);
  // What was refused has used no client id.
  expect((await ann.get("send", { ...send, thread: root }, "sent")).repeated).toBeFalse();
  expect((await ann.get("send", { ...send, thread: root }, "sent")).repeated).toBeTrue();
  expect((await ann.message(channel, root)).replies?.count).toBe(2);
});

test("[M7.3] a thread's count, newest reply and authors are those of the replies that were not deleted", async () => {
  const channel = await ann.createChannel("counts", bob, cyd);
  await cyd.subscribe(channel);
  const root = await ann.send(channel, "root");
  const replies = [];
  for (const person of [bob, cyd, bob]) replies.push(await person.send(channel, "r", { thread: root }));
  const deletion = await bob.does("deleteMessage", channel, replies[2]!);
  const left = { count: 2, lastSeq: replies[1]!, lastAt: expect.any(Number), users: [2, 3] };
  expect((await cyd.message(channel, root)).replies).toEqual(left);
  // The event tells it, too.
  expect((await cyd.event(channel, deletion)).body.value).toEqual({
    seq: replies[2]!,
    thread: root,
    replies: left,
  });
  await cyd.does("deleteMessage", channel, replies[1]!);
  expect((await cyd.message(channel, root)).replies).toMatchObject({
    count: 1,
    lastSeq: replies[0]!,
    users: [2],
  });
  const last = await bob.does("deleteMessage", channel, replies[0]!);
  expect((await cyd.message(channel, root)).replies).toBeUndefined();
  expect((await cyd.event(channel, last)).body.value).toMatchObject({ replies: { count: 0, users: [] } });
  // The places of deleted replies are kept.
  const page = await cyd.page(channel, { thread: root });
  expect(page.messages.map(({ seq }) => seq)).toEqual(replies);
});

test("[M7.4] a summary names the first 10 authors by id", async () => {
  const people = await Promise.all(Array.from({ length: 12 }, (_, i) => Person.arrive(crowd, 30 + i)));
  const channel = await ann.createChannel("many authors", ...people);
  const root = await ann.send(channel, "root");
  for (const person of people.toReversed()) await person.send(channel, "r", { thread: root });
  const users = Array.from({ length: 10 }, (_, i) => 30 + i);
  expect((await ann.message(channel, root)).replies).toMatchObject({ count: 12, users });
});

test("[M7.5] who writes in a thread, has written its root, or is mentioned in it follows it; devices are told", async () => {
  const channel = await ann.createChannel("follows", bob, cyd);
  const phone = await Person.arrive(crowd, 1, { name: "ann" });
  const root = await ann.send(channel, "root");
  expect(await followed(ann, channel, root)).toBeUndefined();
  const first = await bob.send(channel, "one", { thread: root });
  const told = (read: number) =>
    phone.told(
      ({ case: kind, value }) =>
        kind === "thread" && value.root === root && value.following && value.read === read,
    );
  await told(root);
  expect(await followed(ann, channel, root)).toEqual({ read: root, unread: 1, mentions: 0 });
  expect(await followed(bob, channel, root)).toEqual({ read: first, unread: 0, mentions: 0 });
  expect(await followed(cyd, channel, root)).toBeUndefined();
  const second = await ann.send(channel, "@cyd: two", { thread: root });
  expect(await followed(cyd, channel, root)).toEqual({ read: second - 1, unread: 1, mentions: 1 });
  expect(await followed(bob, channel, root)).toEqual({ read: first, unread: 1, mentions: 0 });
  await cyd.get("markRead", { channel, thread: root, seq: second }, "done");
  expect(await followed(cyd, channel, root)).toEqual({ read: second, unread: 0, mentions: 0 });
});

test("[M7.6] who has stopped to follow begins again by asking or writing only", async () => {
  const channel = await ann.createChannel("stopped", bob, cyd);
  const root = await ann.send(channel, "root");
  await bob.send(channel, "one", { thread: root });
  await ann.get("followThread", { channel, seq: root, stop: true }, "done");
  const version = await ann.version();
  await ann.get("followThread", { channel, seq: root, stop: true }, "done");
  await bob.send(channel, "@ann!", { thread: root });
  expect(await followed(ann, channel, root)).toBeUndefined();
  expect(await ann.version()).toBe(version);
  const own = await ann.send(channel, "well", { thread: root });
  expect(await followed(ann, channel, root)).toEqual({ read: own, unread: 0, mentions: 0 });
  await cyd.get("followThread", { channel, seq: root }, "done");
  expect(await followed(cyd, channel, root)).toEqual({ read: own, unread: 0, mentions: 0 });
  expect((await cyd.feed()).at(-1)).toEqual({
    case: "thread",
    value: { channel, root, following: true, read: own },
  });
});

test("[M7.7] a message without replies can be followed, by members; what is no root can't", async () => {
  const channel = await ann.createChannel("follow early", bob);
  const root = await ann.send(channel, "root");
  await bob.get("followThread", { channel, seq: root }, "done");
  const reply = await ann.send(channel, "reply", { thread: root });
  expect(await followed(bob, channel, root)).toEqual({ read: root, unread: 1, mentions: 0 });
  await cyd.refused("followThread", { channel, seq: root }, "not_member");
  const details = { field: "followThread.seq" };
  await bob.refused("followThread", { channel, seq: 1 }, "not_found", details);
  await bob.refused("followThread", { channel, seq: reply }, "invalid", details);
});

test("[M7.8] threads are listed by their newest reply: a channel's, or the followed ones of all channels; the unread ones alone", async () => {
  const dan = await Person.arrive(crowd, 7, { name: "dan" });
  const [one, two] = [
    await ann.createChannel("list 1", bob, dan),
    await ann.createChannel("list 2", bob, dan),
  ];
  const roots: [channel: number, seq: number][] = [];
  for (let i = 0; i < 5; i++) {
    const channel = i % 2 === 0 ? one : two;
    roots.push([channel, await dan.send(channel, `root ${i}`)]);
  }
  for (const [channel, thread] of roots) {
    await bob.send(channel, "reply", { thread });
    // So that no two have their newest reply at the same time.
    await Bun.sleep(2);
  }
  await bob.send(roots[1]![0], "again", { thread: roots[1]![1] });
  const list = async (query: { channel?: number; before?: number; limit?: number; unreadOnly?: boolean }) => {
    const { threads, more } = await dan.get("listThreads", query, "threads");
    const names = threads.map(({ channel, root }) =>
      roots.findIndex(([c, seq]) => c === channel && seq === root?.seq),
    );
    return { names, more, last: threads.at(-1)?.root?.replies?.lastAt ?? 0, threads };
  };
  expect(await list({})).toMatchObject({ names: [1, 4, 3, 2, 0], more: false });
  expect(await list({ channel: one })).toMatchObject({ names: [4, 2, 0], more: false });
  const page = await list({ limit: 2 });
  expect(page).toMatchObject({ names: [1, 4], more: true });
  expect(await list({ limit: 2, before: page.last })).toMatchObject({ names: [3, 2], more: true });
  const [channel, root] = roots[4]!;
  await dan.get("markRead", { channel, thread: root, seq: 1000 }, "done");
  expect(await list({ unreadOnly: true })).toMatchObject({ names: [1, 3, 2, 0], more: false });
  await dan.get("followThread", { channel, seq: root, stop: true }, "done");
  expect((await list({})).names).toEqual([1, 3, 2, 0]);
  const all = await list({ channel: one });
  expect(all.threads.map(({ following, unread }) => [following, unread])).toEqual([
    [false, 0],
    [true, 1],
    [true, 1],
  ]);
  const details = { field: "listThreads.limit", limit: LIMITS.foundMax };
  await dan.refused("listThreads", { limit: 101 }, "too_large", details);
  await dan.get("leaveChannel", { channel: two }, "done");
  expect((await list({})).names).toEqual([2, 0]);
});

test("[M7.9] pages of a thread go in both directions", async () => {
  const channel = await ann.createChannel("long thread", bob);
  const root = await ann.send(channel, "root");
  const replies: number[] = [];
  for (let i = 0; i < 7; i++) {
    replies.push(await bob.send(channel, `${i}`, { thread: root, inChannel: i % 2 === 0 }));
    await bob.send(channel, "beside");
  }
  const page = async (query: object) => {
    const { messages, moreBefore, moreAfter } = await ann.page(channel, { thread: root, ...query });
    return [messages.map(({ seq }) => replies.indexOf(seq)), moreBefore, moreAfter];
  };
  expect(await page({ limit: 3 })).toEqual([[4, 5, 6], true, false]);
  expect(await page({ before: replies[4]!, limit: 2 })).toEqual([[2, 3], true, true]);
  expect(await page({ after: root, limit: 2 })).toEqual([[0, 1], false, true]);
  expect(await page({ around: replies[3]!, limit: 3 })).toEqual([[2, 3, 4], true, true]);
});
