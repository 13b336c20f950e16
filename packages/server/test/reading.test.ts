import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import type { Init, Reply, UserEvent } from "@hubbub/protocol";

import { createChannel, expectError, send, valueOf } from "./clients.ts";

let crowd: Crowd;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

const connect = async (user: number, options = {}): Promise<RawClient> =>
  openRawClient(crowd.url, await crowd.mint.token(user, options));

async function enter(client: RawClient, channel: number): Promise<void> {
  valueOf(await client.ask({ case: "joinChannel", value: { channel, name: "" } }), "channel");
  valueOf(await client.ask({ case: "subscribe", value: { channel } }), "subscribed");
}

const sent = async (client: RawClient, channel: number, text: string): Promise<number> =>
  valueOf(await client.ask(send(channel, text)), "sent").seq;

async function unreadOf(client: RawClient, channel: number) {
  const body = await client.ask({ case: "getUnread", value: { channels: [channel] } });
  return valueOf(body, "unread").channels[0];
}

const read = (client: RawClient, value: Init<{ channel: number; seq: number; back: boolean }>) =>
  client.ask({ case: "markRead", value: { thread: 0, back: false, ...value } as never });

const done: Reply["body"] = { case: "done", value: {} };

/** The channel's state as the user's feed has told it on this connection, the newest. */
function toldOf(client: RawClient, channel: number) {
  const told = client.frames.flatMap(({ userEvents }) => userEvents).map(({ body }) => body);
  return told.findLast(
    (body): body is Extract<UserEvent["body"], { case: "channel" }> =>
      body.case === "channel" && body.value.id === channel,
  )?.value.mine;
}

const untilRead = (client: RawClient, channel: number, seq: number) =>
  client.until(({ userEvents }) =>
    userEvents.some(
      ({ body }) => body.case === "channel" && body.value.id === channel && body.value.mine?.read === seq,
    ),
  );

test("[R1.1] unread are the messages of others after the cursor, which moves with reading, on all devices", async () => {
  const [ann, phone, bob] = await Promise.all([connect(1), connect(1), connect(2)]);
  const channel = await createChannel(bob, "unread");
  await sent(bob, channel, "before ann came");
  await enter(ann, channel);
  const first = await sent(bob, channel, "one");
  const second = await sent(bob, channel, "two");
  const own = await sent(ann, channel, "my own");
  expect(await unreadOf(ann, channel)).toMatchObject({ channel, head: own, messages: 2, mentions: 0 });
  expect(await read(ann, { channel, seq: first })).toEqual(done);
  await untilRead(phone, channel, first);
  expect(await unreadOf(phone, channel)).toMatchObject({ read: first, messages: 1 });
  // Past the end means to the end; going back takes saying so.
  await read(ann, { channel, seq: 2 ** 40 });
  expect(await unreadOf(phone, channel)).toMatchObject({ read: own, messages: 0 });
  await read(ann, { channel, seq: first });
  expect(await unreadOf(ann, channel)).toMatchObject({ read: own, messages: 0 });
  await read(ann, { channel, seq: first, back: true });
  expect(await unreadOf(ann, channel)).toMatchObject({ read: first, messages: 1 });
  expect(toldOf(phone, channel)).toMatchObject({ read: first });
  expect(second).toBe(first + 1);
  expect(await unreadOf(bob, channel)).toMatchObject({ messages: 1 });
});

test("[R1.2] mark all read sets every cursor to the end", async () => {
  const [ann, bob] = await Promise.all([connect(11), connect(12)]);
  const channels: number[] = [];
  for (let i = 0; i < 60; i++) {
    const channel = await createChannel(bob, `all read ${i}`);
    await enter(ann, channel);
    await sent(bob, channel, "hello");
    channels.push(channel);
  }
  const before = valueOf(await ann.ask({ case: "getUnread", value: { channels: [] } }), "unread");
  expect(before.channels.map(({ messages }) => messages)).toEqual(channels.map(() => 1));
  expect(await ann.ask({ case: "markAllRead", value: {} })).toEqual(done);
  const after = valueOf(await ann.ask({ case: "getUnread", value: { channels: [] } }), "unread");
  expect(after.channels.map(({ messages }) => messages)).toEqual(channels.map(() => 0));
}, 20_000);

test("[R1.3] in small channels the others see how far one has read, unless one hides it", async () => {
  const [ann, bob] = await Promise.all([connect(21), connect(22)]);
  const channel = await createChannel(ann, "receipts");
  await enter(ann, channel);
  await enter(bob, channel);
  const seq = await sent(ann, channel, "seen?");
  await read(bob, { channel, seq });
  const moved = await ann.until(({ signals }) => signals.some(({ body }) => body.case === "readMoved"));
  expect(moved.signals[0]?.body).toEqual({ case: "readMoved", value: { channel, user: 22, seq } });
  const receiptsOf = async () =>
    valueOf(await ann.ask({ case: "getReceipts", value: { channel } }), "receipts").receipts;
  expect(await receiptsOf()).toContainEqual({ channel, user: 22, seq });
  const hide = { keywords: [], hideReceipts: true };
  expect(await bob.ask({ case: "setPreferences", value: { preferences: hide } })).toEqual(done);
  expect((await receiptsOf()).map(({ user }) => user)).toEqual([21]);
  const next = await sent(ann, channel, "and now?");
  await read(bob, { channel, seq: next });
  await ann.ask({ case: "getReceipts", value: { channel } });
  expect(ann.frames.flatMap(({ signals }) => signals)).toHaveLength(1);
});

test("[R1.4] who is no member has no cursor", async () => {
  const [ann, bob] = await Promise.all([connect(31), connect(32)]);
  const channel = await createChannel(ann, "no cursor");
  expectError(await read(bob, { channel, seq: 1 }), "not_member");
  expectError(await bob.ask({ case: "getReceipts", value: { channel } }), "not_member");
  expect(
    valueOf(await bob.ask({ case: "getUnread", value: { channels: [channel] } }), "unread").channels,
  ).toEqual([]);
});

test("[R2.1] preferences, profile and status reach all devices of the user, and last", async () => {
  const [ann, phone] = await Promise.all([connect(41, { name: "ann" }), connect(41, { name: "ann" })]);
  const preferences = {
    keywords: ["deploy"],
    quietFromMinute: 1320,
    quietToMinute: 420,
    client: '{"theme":"dark"}',
  };
  expect(await ann.ask({ case: "setPreferences", value: { preferences } })).toEqual(done);
  await phone.until(({ userEvents }) => userEvents.some(({ body }) => body.case === "preferences"));
  const profile = { displayName: "Ann Lee", title: "Engineer", timezone: "Europe/Zurich" };
  expect(await ann.ask({ case: "setProfile", value: profile })).toEqual(done);
  const status = { emoji: "🌴", text: "on holiday", until: 0 };
  expect(await ann.ask({ case: "setStatus", value: { presence: 3, status } })).toEqual(done);
  await phone.until(({ userEvents }) =>
    userEvents.some(({ body }) => body.case === "user" && body.value.status?.text === "on holiday"),
  );
  const changes = valueOf(await ann.ask({ case: "syncUser", value: { after: 0 } }), "userChanges");
  expect(changes.events.map(({ version, body }) => [version, body])).toEqual([
    [1, { case: "preferences", value: expect.objectContaining(preferences) }],
    [3, { case: "user", value: expect.objectContaining({ ...profile, status, presence: 3 }) }],
  ]);
  expect(changes).toMatchObject({ more: false, version: 3 });
  const users = valueOf(await phone.ask({ case: "getUsers", value: { ids: [41] } }), "users").users;
  expect(users[0]).toMatchObject({ id: 41, name: "ann", ...profile, status });
});

test("[R2.2] wrong preferences, profiles and statuses are refused by their fields", async () => {
  const ann = await connect(51);
  const preferences = (value: object) =>
    ann.ask({ case: "setPreferences", value: { preferences: { keywords: [], ...value } } });
  expectError(await preferences({ quietFromMinute: 1440 }), "too_large", {
    field: "setPreferences.preferences.quietFromMinute",
    limit: 1439,
  });
  expectError(await preferences({ client: "{" }), "invalid", { field: "setPreferences.preferences.client" });
  expectError(await preferences({ keywords: [""] }), "invalid", {
    field: "setPreferences.preferences.keywords",
  });
  expectError(await ann.ask({ case: "setProfile", value: { timezone: "Mars/Olympus" } }), "invalid", {
    field: "setProfile.timezone",
  });
  expectError(await ann.ask({ case: "setStatus", value: { presence: 1 } }), "invalid", {
    field: "setStatus.presence",
  });
});

test("[R2.3] users are found by the start of a name or of a word of their display name, in pages", async () => {
  const ann = await connect(61, { name: "Zoë.Ann" });
  const bob = await connect(62, { name: "zoe.bob" });
  const cy = await connect(63, { name: "Cy" });
  await cy.ask({ case: "setProfile", value: { displayName: "Cyril Zoëllner" } });
  const find = async (prefix: string, more = {}) =>
    valueOf(await bob.ask({ case: "listUsers", value: { prefix, ...more } }), "users");
  expect((await find("ZOË")).users.map(({ id }) => id)).toEqual([63, 61]);
  expect((await find("zoe")).users.map(({ id }) => id)).toEqual([62]);
  expect((await find("zo%")).users).toEqual([]);
  const first = await find("zo", { limit: 2 });
  expect([first.users.map(({ name }) => name), first.more]).toEqual([["Cy", "zoe.bob"], true]);
  const rest = await find("zo", { limit: 2, after: "zoe.bob" });
  expect([rest.users.map(({ name }) => name), rest.more]).toEqual([["Zoë.Ann"], false]);
  const channel = await createChannel(ann, "zoo");
  expect((await find("z", { channel })).users.map(({ id }) => id)).toEqual([61]);
});

const presences = (client: RawClient) =>
  client.frames
    .flatMap(({ signals }) => signals)
    .flatMap(({ body }) => (body.case === "presences" ? body.value.presences : []))
    .map(({ user, kind }) => [user, kind]);

const untilPresence = (client: RawClient, user: number, kind: number) =>
  client.until(({ signals }) =>
    signals.some(
      ({ body }) =>
        body.case === "presences" &&
        body.value.presences.some((one) => one.user === user && one.kind === kind),
    ),
  );

test("[R3.1] who watches users is told how they are there: online, away, not to be disturbed, offline", async () => {
  const [watcher, ann, phone] = await Promise.all([connect(71), connect(72), connect(72)]);
  const watched = await watcher.ask({ case: "watchUsers", value: { users: [72, 73] } });
  expect(valueOf(watched, "presences").presences).toEqual([
    { user: 72, kind: 1 },
    { user: 73, kind: 0 },
  ]);
  await ann.ask({ case: "setIdle", value: { idle: true } });
  await phone.ask({ case: "setIdle", value: { idle: true } });
  await untilPresence(watcher, 72, 2);
  await phone.ask({ case: "setIdle", value: { idle: false } });
  await untilPresence(watcher, 72, 1);
  await ann.ask({ case: "setStatus", value: { presence: 3 } });
  await untilPresence(watcher, 72, 3);
  await watcher.until(({ signals }) => signals.some(({ body }) => body.case === "userChanged"));
  for (const client of [ann, phone]) client.close();
  await untilPresence(watcher, 72, 0);
  const stranger = await connect(73);
  await untilPresence(watcher, 73, 1);
  await watcher.ask({ case: "watchUsers", value: { users: [] } });
  const before = presences(watcher).length;
  await stranger.ask({ case: "setStatus", value: { presence: 2 } });
  await watcher.ask({ case: "getUsers", value: { ids: [73] } });
  expect(presences(watcher)).toHaveLength(before);
}, 15_000);

test("[R3.2] however many come at once, a watcher gets few frames", async () => {
  const watcher = await connect(800);
  const ids = Array.from({ length: 200 }, (_, i) => 1000 + i);
  await watcher.ask({ case: "watchUsers", value: { users: ids } });
  const clients = await Promise.all(ids.map((id) => connect(id)));
  const seen = (): number => new Set(presences(watcher).map(([user]) => user)).size;
  await watcher.until(() => seen() === ids.length);
  const frames = watcher.frames.filter(({ signals }) =>
    signals.some(({ body }) => body.case === "presences"),
  );
  expect(frames.length).toBeLessThan(100);
  for (const client of clients) client.close();
}, 20_000);

test("[R3.3] typing is told once in a while, with its thread, however often it is said", async () => {
  const [ann, bob] = await Promise.all([connect(91), connect(92)]);
  const channel = await createChannel(ann, "much typing");
  for (const client of [ann, bob]) await enter(client, channel);
  for (let i = 0; i < 50; i++) await ann.ask({ case: "startTyping", value: { channel, thread: 0 } });
  await ann.ask({ case: "startTyping", value: { channel, thread: 7 } });
  await bob.until(({ signals }) =>
    signals.some(({ body }) => body.case === "typing" && body.value.thread === 7),
  );
  expect(bob.frames.flatMap(({ signals }) => signals)).toHaveLength(2);
});
