import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import type { Signal } from "@hubbub/protocol";

import { createChannel, expectError, send, valueOf } from "./clients.ts";

let crowd: Crowd;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

const connect = async (
  user: number,
  subprotocol: "hubbub.v1.protobuf" | "hubbub.v1.json" = "hubbub.v1.protobuf",
) => openRawClient(crowd.url, await crowd.mint.token(user), subprotocol);
const enter = async (client: RawClient, channel: number): Promise<void> => {
  valueOf(await client.ask({ case: "joinChannel", value: { channel, name: "" } }), "channel");
  valueOf(await client.ask({ case: "subscribe", value: { channel } }), "subscribed");
};
const watch = async (client: RawClient, channel: number) =>
  valueOf(await client.ask({ case: "watchPresence", value: { channel, stop: false } }), "presence");
const signalsOf = (client: RawClient): Signal["body"][] =>
  client.frames.flatMap(({ signals }) => signals.map(({ body }) => body));
const presenceOf = (client: RawClient) =>
  signalsOf(client).flatMap((body) =>
    body.case === "presence" ? [[body.value.user, body.value.online]] : [],
  );
const untilPresence = (client: RawClient, user: number, online: boolean) =>
  client.until(({ signals }) =>
    signals.some(
      ({ body }) => body.case === "presence" && body.value.user === user && body.value.online === online,
    ),
  );

test("[G3.1] typing reaches the channel's other subscribers, no connection of who types, and no log", async () => {
  const [ann, annsPhone, bob, json] = await Promise.all([
    connect(1),
    connect(1),
    connect(2),
    connect(3, "hubbub.v1.json"),
  ]);
  const channel = await createChannel(ann, "typing");
  for (const client of [ann, annsPhone, bob, json]) await enter(client, channel);
  expect(await ann.ask({ case: "startTyping", value: { channel } })).toEqual({ case: "done", value: {} });
  const typing = { case: "typing", value: { channel, user: 1, thread: 0 } } as const;
  await bob.until(({ signals }) => signals.length > 0);
  await json.until(({ signals }) => signals.length > 0);
  expect(signalsOf(bob)).toEqual([typing]);
  expect(signalsOf(json)).toEqual([typing]);
  const { seq } = valueOf(await ann.ask(send(channel, "done typing")), "sent");
  for (const client of [ann, annsPhone]) {
    await client.until(({ events }) => events.some((event) => event.seq === seq));
    expect(signalsOf(client)).toEqual([]);
  }
  expect(seq).toBe(5);
});

test("[G3.2] who watches is told who of the members is online, then who comes and goes; a reconnect is no absence", async () => {
  const watcher = await connect(101);
  const channel = await createChannel(watcher, "presence");
  await enter(watcher, channel);
  const ann = await connect(102);
  await enter(ann, channel);
  const guest = await connect(103);
  valueOf(await guest.ask({ case: "subscribe", value: { channel } }), "subscribed");
  const { online } = await watch(watcher, channel);
  expect(online.toSorted((a, b) => a - b)).toEqual([101, 102]);

  // Joining and leaving are a coming and going, too.
  await enter(guest, channel);
  await untilPresence(watcher, 103, true);
  await guest.ask({ case: "leaveChannel", value: { channel } });
  await untilPresence(watcher, 103, false);

  // Within the grace, and with a second connection that stays, nothing is said.
  ann.close();
  await ann.closed;
  const [again, phone] = await Promise.all([connect(102), connect(102)]);
  again.close();
  await again.closed;
  phone.close();
  await untilPresence(watcher, 102, false);
  await connect(102);
  await untilPresence(watcher, 102, true);
  expect(presenceOf(watcher)).toEqual([
    [103, true],
    [103, false],
    [102, false],
    [102, true],
  ]);
  // Who did not ask to watch is told nothing.
  expect(presenceOf(guest)).toEqual([]);
});

test("[G3.3] after stop no more changes come; watching needs a subscription", async () => {
  const watcher = await connect(111);
  const channel = await createChannel(watcher, "no presence");
  expectError(await watcher.ask({ case: "watchPresence", value: { channel, stop: false } }), "invalid", {
    field: "watchPresence.channel",
  });
  await enter(watcher, channel);
  await watch(watcher, channel);
  const ann = await connect(112);
  await enter(ann, channel);
  await untilPresence(watcher, 112, true);
  const stopped = await watcher.ask({ case: "watchPresence", value: { channel, stop: true } });
  expect(stopped).toEqual({ case: "done", value: {} });
  await ann.ask({ case: "leaveChannel", value: { channel } });
  await watcher.until(({ events }) => events.some(({ body }) => body.case === "left"));
  await watcher.ask({ case: "getUsers", value: { ids: [1] } });
  expect(presenceOf(watcher)).toEqual([[112, true]]);
});
