import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import { ChannelKind, type Event, NotificationLevel, Role, SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, expectError, frameOf, send, valueOf } from "./clients.ts";

let crowd: Crowd;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

const connect = async (user: number, subprotocol = SUBPROTOCOLS[0] as (typeof SUBPROTOCOLS)[number]) =>
  openRawClient(crowd.url, await crowd.mint.token(user), subprotocol);
const join = async (client: RawClient, channel: number) =>
  valueOf(await client.ask({ case: "joinChannel", value: { channel, name: "" } }), "channel");
const subscribe = async (client: RawClient, channel: number) =>
  valueOf(await client.ask({ case: "subscribe", value: { channel } }), "subscribed");
const page = async (client: RawClient, channel: number, after = 0, before = 0, limit = 0) =>
  valueOf(await client.ask({ case: "history", value: { channel, after, before, limit } }), "events");
const eventsOf = (client: RawClient, channel: number): Event[] =>
  client.frames.flatMap(({ events }) => events).filter((event) => event.channel === channel);
const untilSeq = (client: RawClient, channel: number, seq: number) =>
  client.until(({ events }) => events.some((event) => event.channel === channel && event.seq === seq));

test("[G12.10] what one flush has of many channels for a connection comes as one frame", async () => {
  const [sender, reader] = [await connect(71), await connect(72)];
  const channels: number[] = [];
  for (let i = 0; i < 8; i++) channels.push(await createChannel(sender, `one frame ${i}`));
  for (const channel of channels) await subscribe(reader, channel);
  const before = reader.frames.length;
  sender.raw(
    frameOf(SUBPROTOCOLS[0], ...channels.map((channel, i) => ({ id: 900 + i, body: send(channel, "hi") }))),
  );
  await untilSeq(reader, channels.at(-1)!, 3);
  const [frame, ...others] = reader.frames.slice(before);
  expect(frame!.events.map(({ channel }) => channel)).toEqual(channels);
  expect(others).toEqual([]);
});

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  test("[G2.1] a new channel has its creator as a member, and its log begins with both", async () => {
    const client = await connect(1, subprotocol);
    const name = `new ${subprotocol}`;
    const channel = valueOf(await client.ask({ case: "createChannel", value: { name } }), "channel");
    expect(channel).toEqual({
      id: expect.any(Number),
      name,
      kind: ChannelKind.PUBLIC,
      epoch: expect.any(Number),
      head: 2,
      member: true,
      topic: "",
      description: "",
      archived: false,
      slowModeS: 0,
      retentionDays: 0,
      postRole: Role.UNSPECIFIED,
      users: [],
      mine: {
        channel: channel.id,
        role: Role.OWNER,
        read: 2,
        level: NotificationLevel.UNSPECIFIED,
        favourite: false,
        mutedUntil: 0,
      },
    });
    const { events, epoch, head, more } = await page(client, channel.id);
    expect({ epoch, head, more }).toEqual({ epoch: channel.epoch, head: 2, more: false });
    expect(events.map(({ seq, user, body }) => ({ seq, user, body }))).toEqual([
      { seq: 1, user: 1, body: { case: "created", value: { name } } },
      { seq: 2, user: 1, body: { case: "joined", value: { name: "user-1", user: 0, role: Role.OWNER } } },
    ]);
  });

  test("[G2.2] a channel is joined by its id or its name; joining again changes nothing", async () => {
    const name = `to join ${subprotocol}`;
    const channel = await createChannel(await connect(1, subprotocol), name);
    const [byId, byName] = await Promise.all([connect(2, subprotocol), connect(3, subprotocol)]);
    expect(await join(byId, channel)).toMatchObject({ id: channel, member: true, head: 3 });
    const joined = await byName.ask({ case: "joinChannel", value: { channel: 0, name } });
    expect(valueOf(joined, "channel")).toMatchObject({ id: channel, name, member: true, head: 4 });
    expect(await join(byId, channel)).toMatchObject({ id: channel, member: true, head: 4 });
    expect((await page(byId, channel, 2)).events.map(({ user, body }) => [user, body.case])).toEqual([
      [2, "joined"],
      [3, "joined"],
    ]);
  });

  test("[G2.3] a member sends, and every subscriber gets the event once, with what was sent", async () => {
    const [ann, bob] = await Promise.all([connect(1, subprotocol), connect(2)]);
    const channel = await createChannel(ann, `talk ${subprotocol}`);
    await join(bob, channel);
    expect(await subscribe(ann, channel)).toMatchObject({ channel, head: 3 });
    await subscribe(bob, channel);
    const text = `Grüße 🎉 \0 ${"x".repeat(1000)}`;
    const sent = valueOf(await ann.ask(send(channel, text)), "sent");
    expect(sent).toMatchObject({ channel, seq: 4, repeated: false });
    await Promise.all([untilSeq(ann, channel, 4), untilSeq(bob, channel, 4)]);
    for (const client of [ann, bob]) {
      expect(eventsOf(client, channel)).toMatchObject([
        { channel, seq: 4, at: sent.at, user: 1, body: { case: "message", value: { text } } },
      ]);
    }
  });
});

test("[G2.4] names that differ in case, accents or emoji are different channels; code points count, not units", async () => {
  const client = await connect(1);
  const names = ["General", "general", "cafe", "café", "🎉", "🎉🎉", "汉字", "🙂".repeat(80)];
  const ids = [];
  for (const name of names) ids.push(await createChannel(client, name));
  expect(new Set(ids).size).toBe(names.length);
  for (const [at, name] of names.entries()) {
    const found = await client.ask({ case: "joinChannel", value: { channel: 0, name } });
    expect(valueOf(found, "channel").id).toBe(ids[at]!);
  }
});

test("[G2.5] channels are listed by name in code-point order, in pages without hole or repeat", async () => {
  const alone = await startCrowd();
  try {
    const client = await openRawClient(alone.url, await alone.mint.token(1));
    // By UTF-16 units the last two would be the other way round.
    const names = ["A", "Z", "a", "b", "é", "\uff5e", "🎉"];
    for (const name of names.toReversed()) await createChannel(client, name);
    const list = async (after: string, limit: number) =>
      valueOf(await client.ask({ case: "listChannels", value: { after, limit } }), "channels");
    expect((await list("", 0)).channels.map(({ name }) => name)).toEqual(names);
    const paged: string[] = [];
    for (let more = true; more;) {
      const { channels, ...rest } = await list(paged.at(-1) ?? "", 3);
      paged.push(...channels.map(({ name }) => name));
      more = rest.more;
    }
    expect(paged).toEqual(names);
    expect(await list("🎉", 3)).toEqual({ channels: [], more: false });
    const other = await openRawClient(alone.url, await alone.mint.token(2));
    const seen = valueOf(
      await other.ask({ case: "listChannels", value: { after: "", limit: 1 } }),
      "channels",
    );
    expect(seen.channels[0]).toMatchObject({ name: "A", member: false });
  } finally {
    await alone.close();
  }
});

test("[G2.6] members are listed by id in pages, and users are found by id, unknown ones left out", async () => {
  const ann = await connect(1);
  const channel = await createChannel(ann, "many members");
  for (const user of [14, 11, 13, 12]) await join(await connect(user), channel);
  const list = async (after: number, limit: number) =>
    valueOf(await ann.ask({ case: "listMembers", value: { channel, after, limit } }), "users");
  expect((await list(0, 0)).users.map(({ id }) => id)).toEqual([1, 11, 12, 13, 14]);
  expect(await list(0, 2)).toMatchObject({
    users: [
      { id: 1, name: "user-1" },
      { id: 11, name: "user-11" },
    ],
    roles: [Role.OWNER, Role.MEMBER],
    more: true,
  });
  expect(await list(12, 2)).toMatchObject({ users: [{ id: 13 }, { id: 14 }], more: false });
  const users = await ann.ask({ case: "getUsers", value: { ids: [14, 999, 11, 14] } });
  expect(valueOf(users, "users").users.map(({ id }) => id)).toEqual([11, 14]);
});

test("[G2.7] a user whose account was renamed has the new name from the next login on", async () => {
  const ann = await connect(1);
  await connect(21);
  const users = async () => valueOf(await ann.ask({ case: "getUsers", value: { ids: [21] } }), "users").users;
  expect(await users()).toMatchObject([{ id: 21, name: "user-21" }]);
  await openRawClient(crowd.url, await crowd.mint.token(21, { name: "Zoë" }));
  expect(await users()).toMatchObject([{ id: 21, name: "Zoë" }]);
});

test("[G2.8] who is no member reads and follows a public channel, and neither sends, types nor watches in it", async () => {
  const [ann, guest] = await Promise.all([connect(1), connect(2)]);
  const channel = await createChannel(ann, "public");
  await subscribe(guest, channel);
  valueOf(await ann.ask(send(channel, "for all")), "sent");
  await untilSeq(guest, channel, 3);
  expect((await page(guest, channel)).events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expectError(await guest.ask(send(channel, "x")), "not_member");
  expectError(await guest.ask({ case: "startTyping", value: { channel } }), "not_member");
  expectError(await guest.ask({ case: "watchPresence", value: { channel, stop: false } }), "not_member");
  expectError(await guest.ask({ case: "leaveChannel", value: { channel } }), "not_member");
});

test("[G2.9] who leaves gets no more events on any connection, the leaving being the last, and sends no more", async () => {
  const [ann, bob, phone] = await Promise.all([connect(1), connect(2), connect(2, "hubbub.v1.json")]);
  const channel = await createChannel(ann, "to leave");
  await join(bob, channel);
  for (const client of [ann, bob, phone]) await subscribe(client, channel);
  expect(await bob.ask({ case: "leaveChannel", value: { channel } })).toEqual({ case: "done", value: {} });
  await Promise.all([untilSeq(ann, channel, 4), untilSeq(bob, channel, 4), untilSeq(phone, channel, 4)]);
  valueOf(await ann.ask(send(channel, "without bob")), "sent");
  await untilSeq(ann, channel, 5);
  expect(eventsOf(ann, channel).map(({ user, body }) => [user, body.case])).toEqual([
    [2, "left"],
    [1, "message"],
  ]);
  for (const client of [bob, phone]) {
    expectError(await client.ask(send(channel, "still there?")), "not_member");
    expect(eventsOf(client, channel).map(({ body }) => body.case)).toEqual(["left"]);
  }
  // Coming back is possible.
  expect(await join(bob, channel)).toMatchObject({ member: true, head: 6 });
  valueOf(await phone.ask(send(channel, "back")), "sent");
});

test("[G2.10] history goes both ways in pages of the given size, and says whether there is more", async () => {
  const ann = await connect(1);
  const channel = await createChannel(ann, "pages");
  for (let i = 3; i <= 10; i++) await ann.ask(send(channel, `m${i}`));
  const seqs = async (...query: [after: number, before: number, limit: number]) => {
    const { events, more, head } = await page(ann, channel, ...query);
    expect(head).toBe(10);
    return { seqs: events.map(({ seq }) => seq), more };
  };
  expect(await seqs(0, 0, 4)).toEqual({ seqs: [1, 2, 3, 4], more: true });
  expect(await seqs(4, 0, 6)).toEqual({ seqs: [5, 6, 7, 8, 9, 10], more: false });
  expect(await seqs(0, 11, 3)).toEqual({ seqs: [8, 9, 10], more: true });
  expect(await seqs(0, 4, 3)).toEqual({ seqs: [1, 2, 3], more: false });
  expect(await seqs(10, 0, 3)).toEqual({ seqs: [], more: false });
  expect(await seqs(2 ** 53 - 1, 0, 3)).toEqual({ seqs: [], more: false });
});

test("[G2.11] a history page ends early at 256 KiB, but never empty", async () => {
  const ann = await connect(1);
  const channel = await createChannel(ann, "long texts");
  const text = "x".repeat(16 * 1024);
  await Promise.all(Array.from({ length: 40 }, () => ann.ask(send(channel, text))));
  let after = 2;
  const sizes = [];
  for (let more = true; more;) {
    const got = await page(ann, channel, after, 0, 500);
    sizes.push(got.events.length);
    after = got.events.at(-1)!.seq;
    more = got.more;
  }
  expect(after).toBe(42);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(16);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
});

test("[G2.12] after unsubscribe no more events come, and subscribing twice brings each event once", async () => {
  const [ann, bob] = await Promise.all([connect(1), connect(2)]);
  const channel = await createChannel(ann, "twice");
  await subscribe(bob, channel);
  await subscribe(bob, channel);
  await ann.ask(send(channel, "once"));
  await untilSeq(bob, channel, 3);
  await bob.ask({ case: "unsubscribe", value: { channel } });
  await ann.ask(send(channel, "unheard"));
  await subscribe(bob, channel);
  await ann.ask(send(channel, "heard"));
  await untilSeq(bob, channel, 5);
  expect(eventsOf(bob, channel).map(({ seq }) => seq)).toEqual([3, 5]);
});
