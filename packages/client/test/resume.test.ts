import { expect, test } from "bun:test";

import { Hubbub } from "../src/index.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { Closing, connect, quick, state, take } from "./setup.ts";

const texts = (count: number, from = 1) => Array.from({ length: count }, (_, at) => `m${from + at}`);

test("[P4.1] after a cut connection the client gives what it missed and then what is live, once and in order", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  for (const text of texts(3)) server.post("general", text);
  server.cutAll();
  for (const text of texts(3, 4)) server.post("general", text);
  await state(closing.client, "offline");
  await state(closing.client, "online");
  for (const text of texts(3, 7)) server.post("general", text);
  expect((await take(messages, 9)).map(({ text }) => text)).toEqual(texts(9));
});

test("[P4.2] a client that comes back subscribes and gets what it missed with one command", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  server.cutAll();
  server.post("general", "missed");
  await take(messages, 1);
  const again = server.commands("subscribeMany").at(-1);
  expect(again?.body.value).toMatchObject({ positions: [{ channel: channel.id, after: 1 }] });
  expect(server.commands("history")).toEqual([]);
});

test("[P4.3] a client that missed nothing fetches nothing", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  await server.until(() => server.commands("subscribeMany").length === 1);
  server.cutAll();
  await server.until(() => server.commands("subscribeMany").length === 2);
  server.post("general", "live");
  await take(messages, 1);
  expect(server.commands("history")).toEqual([]);
});

test("[P4.4] live events that come before the missed ones are held until those were fetched", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  const held = Promise.withResolvers<void>();
  server.missedMost = 0;
  server.faults.delay = ({ body }) => (body.case === "history" ? held.promise : undefined);
  server.cutAll();
  for (const text of texts(5)) server.post("general", text);
  await server.until(() => server.commands("history").length === 1);
  for (const text of texts(5, 6)) server.post("general", text);
  held.resolve();
  expect((await take(messages, 10)).map(({ text }) => text)).toEqual(texts(10));
});

test("[P4.5] what was missed is fetched over as many pages as it takes", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  server.pageMost = 7;
  server.missedMost = 7;
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  server.cutAll();
  for (const text of texts(100)) server.post("general", text);
  expect((await take(messages, 100)).map(({ text }) => text)).toEqual(texts(100));
});

test("[P4.6] an iteration that starts after a kept place gives what came since, in a new client", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  const first = await connect(server);
  const before = (await first.join("general")).messages();
  for (const text of texts(2)) server.post("general", text);
  const last = (await take(before, 2))[1];
  first.close();
  for (const text of texts(2, 3)) server.post("general", text);
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  expect(last).toBeDefined();
  expect((await take(channel.messages({ after: last }), 2)).map(({ text }) => text)).toEqual(["m3", "m4"]);
});

test("[P2.1] a gap that the server tells is fetched, and never seen by the user", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  const gaps: unknown[] = [];
  channel.on("gap", (gap) => gaps.push(gap));
  server.faults.skip = ({ seq }) => (seq % 3 === 0 ? "gap" : undefined);
  for (const text of texts(20)) server.post("general", text);
  expect((await take(messages, 20)).map(({ text }) => text)).toEqual(texts(20));
  expect(gaps).toEqual([]);
});

test("[P2.2] a jump in seq without a gap is fetched all the same", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  server.faults.skip = ({ seq }) => (seq % 4 === 0 ? "silence" : undefined);
  for (const text of texts(20)) server.post("general", text);
  expect((await take(messages, 20)).map(({ text }) => text)).toEqual(texts(20));
});

test("[P2.3] frames that come twice give each event once", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  server.faults.repeat = ({ events = [] }) => events.length > 0;
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const heard: string[] = [];
  channel.on("message", ({ text }) => heard.push(text));
  for (const text of texts(10)) server.post("general", text);
  await take(channel.messages({ history: 10 }), 10);
  expect(heard).toEqual(texts(10));
});

test("[P2.4] events that the log doesn't hold any more are told as a gap, and those after them come", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  const gap = channel.once("gap");
  server.cutAll();
  for (const text of texts(9)) server.post("general", text);
  server.channel("general").forgotten = 5;
  expect((await take(messages, 5)).map(({ text }) => text)).toEqual(texts(5, 5));
  expect(await gap).toEqual({ from: 2, to: 5 });
});

test("[K5.1] a reset log is told, and its newest page follows", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  for (const text of texts(5)) server.post("general", text);
  const messages = channel.messages();
  const told = channel.once("reset");
  server.channel("general").reset(texts(150), 9);
  server.cutAll();
  expect(await told).toEqual({ epoch: 2, seq: 50 });
  const got = await take(messages, 100);
  expect(got.map(({ text }) => text)).toEqual(texts(100, 51));
  expect(new Set(got.map(({ epoch }) => epoch))).toEqual(new Set([2]));
});

test("[K5.2] a head below what was seen is taken for a reset log", async () => {
  using server = new ScriptedServer();
  const general = server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  for (const text of texts(5)) server.post("general", text);
  await take(messages, 5);
  const told = channel.once("reset");
  general.events = general.events.slice(0, 3);
  server.cutAll();
  expect(await told).toEqual({ epoch: 1, seq: 0 });
});

test("[K5.3] listeners added right after join see every event from there on", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  // Events in the same breath as the replies to join and subscribe.
  server.faults.delay = ({ body }) => {
    if (body.case === "joinChannel" || body.case === "subscribeMany") {
      queueMicrotask(() => server.post("general", body.case));
    }
    return undefined;
  };
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const heard: string[] = [];
  channel.on("message", ({ text }) => heard.push(text));
  await channel.once("message", ({ text }) => text === "subscribeMany");
  expect(heard).toEqual(["joinChannel", "subscribeMany"]);
});

test("[K5.4] a channel that refuses the subscription for good ends with that error", async () => {
  using server = new ScriptedServer();
  const general = server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const ended = channel.once("ended");
  general.members.clear();
  server.cutAll();
  expect((await ended).error).toMatchObject({ name: "RefusedError", reason: "not_member" });
  expect(closing.client.joined).toEqual([]);
});

test("[K5.5] a subscription that is refused for the moment is asked for again", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  let times = 0;
  server.faults.refuse = ({ body }) =>
    body.case === "subscribeMany" && times++ < 3 ? { name: "rate_limited", retryAfterMs: 1 } : undefined;
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  server.post("general", "during");
  expect((await take(messages, 1)).map(({ text }) => text)).toEqual(["during"]);
});

test("[K5.7] a channel that is closed isn't subscribed any more, but still joined, and can be opened again", async () => {
  using server = new ScriptedServer();
  const general = server.channel("general");
  using closing = new Closing(await connect(server));
  const { client } = closing;
  const channel = await client.join("general");
  const reading = channel.messages().next();
  channel.close();
  expect(await reading).toEqual({ done: true, value: undefined });
  await server.until(() => server.commands("unsubscribe").length === 1);
  expect([client.joined, general.members.has(1)]).toEqual([[], true]);
  const again = await client.join("general");
  expect(again).not.toBe(channel);
  const messages = again.messages();
  server.post("general", "there");
  expect((await take(messages, 1)).map(({ text }) => text)).toEqual(["there"]);
});

test("[K5.6] joining again gives the same channel, and leaving ends it", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await Hubbub.connect(quick(server)));
  const { client } = closing;
  const [first, second] = await Promise.all([client.join("general"), client.join(1)]);
  expect(first).toBe(second);
  const reading = first.messages().next();
  await first.leave();
  expect(await reading).toEqual({ done: true, value: undefined });
  expect(client.joined).toEqual([]);
});
