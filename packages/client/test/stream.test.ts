import { expect, test } from "bun:test";

import { ScriptedServer } from "./scripted-server.ts";
import { Closing, connect, failure, take } from "./setup.ts";

const texts = (count: number, from = 1) => Array.from({ length: count }, (_, at) => `m${from + at}`);

test("[K9.1] history: n begins with the last n messages, then goes on with what comes", async () => {
  using server = new ScriptedServer();
  for (const text of texts(50)) server.post("general", text);
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages({ history: 3 });
  const first = await take(messages, 3);
  expect(first.map(({ text }) => text)).toEqual(texts(3, 48));
  const both = channel.messages({ history: 2 });
  server.post("general", "m51");
  expect((await take(both, 3)).map(({ text }) => text)).toEqual(texts(3, 49));
});

test("[K9.2] messages are counted, not the other events between them, over as many pages as it takes", async () => {
  using server = new ScriptedServer();
  const general = server.channel("general");
  server.pageMost = 10;
  for (const text of texts(4)) {
    server.post("general", text);
    for (let times = 0; times < 15; times++) general.append(5, { case: "joined", value: { name: "bob" } });
  }
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  expect((await take(channel.messages({ history: 3 }), 3)).map(({ text }) => text)).toEqual(texts(3, 2));
  expect((await take(channel.events({ history: 3 }), 3)).map(({ kind }) => kind)).toEqual([
    "joined",
    "joined",
    "joined",
  ]);
});

test("[K9.3] history of a channel with fewer messages gives those there are", async () => {
  using server = new ScriptedServer();
  server.post("general", "m1");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages({ history: 20 });
  server.post("general", "m2");
  expect((await take(messages, 2)).map(({ text }) => text)).toEqual(texts(2));
});

test("[P5.1] an iteration that is read slowly holds a bounded number of events, and loses none", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const messages = channel.messages();
  server.post("general", "m1");
  expect((await messages.next()).value?.text).toBe("m1");
  const wanted = texts(2000, 2);
  const arrived = channel.once("message", ({ text }) => text === wanted.at(-1));
  for (const text of wanted) server.post("general", text);
  await arrived;
  // 500 are held; the rest is fetched when its turn comes.
  const held = server.commands("history").length;
  const got: string[] = [];
  for await (const { text } of messages) {
    got.push(text);
    if (got.length === 500) expect(server.commands("history")).toHaveLength(held);
    if (got.length === wanted.length) break;
  }
  expect(got).toEqual(wanted);
  expect(server.commands("history").length).toBeGreaterThan(held);
});

test("[K9.4] an iteration that nobody reads listens to nothing, and one that ended neither", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const never = channel.messages();
  const read = channel.messages();
  server.post("general", "m1");
  await take(read, 1);
  server.post("general", "m2");
  expect((await take(never, 2)).map(({ text }) => text)).toEqual(["m1", "m2"]);
  expect(await read.next()).toEqual({ done: true, value: undefined });
});

test("[K9.5] return ends an iteration that waits", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const messages = (await closing.client.join("general")).messages();
  const waiting = messages.next();
  await messages.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test("[K9.6] overlapping next calls are answered in their order", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const messages = (await closing.client.join("general")).messages();
  const waiting = [messages.next(), messages.next(), messages.next()];
  for (const text of texts(3)) server.post("general", text);
  expect((await Promise.all(waiting)).map(({ value }) => value?.text)).toEqual(texts(3));
});

test("[K9.7] an iteration of a channel that is refused throws the refusal, once", async () => {
  using server = new ScriptedServer();
  const general = server.channel("general");
  using closing = new Closing(await connect(server));
  const messages = (await closing.client.join("general")).messages();
  const waiting = messages.next();
  await server.until(() => server.commands("subscribeMany").length === 1);
  general.members.clear();
  server.cutAll();
  expect(await failure(waiting)).toMatchObject({ reason: "not_member" });
  expect(await messages.next()).toEqual({ done: true, value: undefined });
});

test("[K9.8] an iteration waits out any time without a connection", async () => {
  const server = new ScriptedServer();
  for (const text of texts(5)) server.post("general", text);
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  server.stop();
  const got = take(channel.messages({ history: 5 }), 5);
  await closing.client.once("status", (status) => status.state === "offline" && status.attempt > 3);
  server.listen();
  expect((await got).map(({ text }) => text)).toEqual(texts(5));
  server.stop();
});

test("[K9.9] history gives pages by before, by after and from the end; contradictions are refused", async () => {
  using server = new ScriptedServer();
  for (const text of texts(10)) server.post("general", text);
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const seqs = async (query: Parameters<typeof channel.history>[0]) =>
    (await channel.history(query)).events.map(({ seq }) => seq);
  expect(await seqs({ limit: 2 })).toEqual([10, 11]);
  expect(await seqs({ before: 4, limit: 2 })).toEqual([2, 3]);
  expect(await seqs({ after: 4, limit: 2 })).toEqual([5, 6]);
  expect(await seqs({ after: 0, limit: 1 })).toEqual([1]);
  expect(await channel.history({ before: 3 })).toMatchObject({ epoch: 1, head: 11, more: false });
  for (const query of [
    { limit: 0 },
    { limit: 501 },
    { before: 0 },
    { before: 2, after: 1 },
    { after: 0.5 },
  ]) {
    expect(await failure(channel.history(query))).toBeInstanceOf(RangeError);
  }
  expect(() => channel.messages({ history: 10_001 })).toThrow(RangeError);
});
