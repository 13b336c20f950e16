import { expect, test } from "bun:test";

import {
  ClientClosed,
  Hubbub,
  MemoryOutbox,
  OutboxFull,
  RefusedError,
  WebStorageOutbox,
} from "../src/index.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { Closing, connect, failure, quick, state } from "./setup.ts";

const texts = (server: ScriptedServer, name = "general") =>
  server.channel(name).events.flatMap(({ body }) => (body.case === "message" ? [body.value.text] : []));

test("[P3.1] a send whose answer was lost is made again under the same client id, and makes one message", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  let cuts = 0;
  server.faults.cut = ({ body }) => body.case === "send" && cuts++ < 3;
  const sent = await channel.send("once");
  expect(sent).toMatchObject({ seq: 2, repeated: true });
  expect(texts(server)).toEqual(["once"]);
  const ids = server.commands("send").map(({ body }) => (body.case === "send" ? body.value.clientId : ""));
  expect([ids.length, new Set(ids).size]).toEqual([4, 1]);
});

test("[P3.2] a send whose answer never comes on a live connection is made again", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await Hubbub.connect({ ...quick(server), requestTimeoutMs: 50 }));
  const channel = await closing.client.join("general");
  let swallowed = 0;
  server.faults.swallow = ({ body }) => body.case === "send" && swallowed++ < 2;
  expect(await channel.send("once")).toMatchObject({ repeated: true });
  expect(texts(server)).toEqual(["once"]);
});

test("[P3.3] messages of one channel keep their order over refusals for the moment and cut connections", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  let count = 0;
  server.faults.refuse = ({ body }) =>
    body.case === "send" && ++count % 3 === 0 ? { name: "unavailable", retryAfterMs: 1 } : undefined;
  server.faults.cut = ({ body }) => body.case === "send" && count % 5 === 0;
  const wanted = Array.from({ length: 30 }, (_, at) => `m${at}`);
  const sent = await Promise.all(wanted.map((text) => channel.send(text)));
  expect(texts(server)).toEqual(wanted);
  expect(sent.map(({ seq }) => seq)).toEqual(wanted.map((_, at) => at + 2));
});

test("[P3.4] messages sent while offline wait, and go out in order when there is a connection", async () => {
  const server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  server.stop();
  await state(closing.client, "offline");
  const sends = ["a", "b", "c"].map((text) => channel.send(text));
  expect(channel.pending.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  server.listen();
  await Promise.all(sends);
  expect(texts(server)).toEqual(["a", "b", "c"]);
  expect(closing.client.pending).toEqual([]);
  server.stop();
});

test("[K8.1] one message past the limit is refused with OutboxFull, and the others go out", async () => {
  const server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await Hubbub.connect({ ...quick(server), outboxLimit: 2 }));
  const channel = await closing.client.join("general");
  server.stop();
  await state(closing.client, "offline");
  const sends = [channel.send("a"), channel.send("b")];
  expect(await failure(channel.send("c"))).toMatchObject({ name: "OutboxFull", limit: 2, retryable: true });
  server.listen();
  await Promise.all(sends);
  expect(texts(server)).toEqual(["a", "b"]);
  expect(OutboxFull).toBeDefined();
  server.stop();
});

test("[K8.2] a message that is refused for good rejects, is told, and the next one goes out", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  server.faults.refuse = ({ body }) =>
    body.case === "send" && body.value.text === "bad" ? { name: "forbidden" } : undefined;
  const told = closing.client.once("refused");
  const sends = [failure(channel.send("bad")), channel.send("good")];
  expect(await sends[0]).toMatchObject({ reason: "forbidden" });
  expect((await told).entry.text).toBe("bad");
  await sends[1];
  expect(texts(server)).toEqual(["good"]);
});

test("[K8.3] text that can't be a message is refused before it waits", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  for (const [text, reason] of [
    ["", "invalid"],
    ["\ud800", "invalid"],
    ["é".repeat(8193), "too_large"],
  ] as const) {
    const error = await failure(channel.send(text));
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ reason, field: "send.text" });
  }
  await channel.send("é".repeat(8192));
  expect(server.commands("send")).toHaveLength(1);
});

test("[K8.4] the same client id while the first waits is the same message", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const [one, two] = await Promise.all([
    channel.send("a", { clientId: "mine" }),
    channel.send("a", { clientId: "mine" }),
  ]);
  expect(one).toEqual(two);
  expect(texts(server)).toEqual(["a"]);
});

test("[K8.5] channels don't wait for each other", async () => {
  using server = new ScriptedServer();
  server.channel("slow");
  server.channel("fast");
  using closing = new Closing(await connect(server));
  const slow = await closing.client.join("slow");
  const fast = await closing.client.join("fast");
  const held = Promise.withResolvers<void>();
  server.faults.delay = ({ body }) =>
    body.case === "send" && body.value.channel === slow.id ? held.promise : undefined;
  const waiting = slow.send("1");
  await fast.send("2");
  held.resolve();
  await waiting;
});

class Storage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

const entry = (clientId: string) => ({ clientId, user: 1, channel: 1, text: clientId, createdAt: 1 });

const stores = [
  ["MemoryOutbox", () => new MemoryOutbox()],
  ["WebStorageOutbox", () => new WebStorageOutbox(new Storage())],
] as const;

for (const [name, make] of stores) {
  test(`[P3.5] what was not answered when the client ended is sent by the next one, once and first (${name})`, async () => {
    using server = new ScriptedServer();
    server.channel("general");
    const outbox = make();
    const first = await Hubbub.connect({ ...quick(server), outbox });
    const before = await first.join("general");
    // The first message is made, but its answer lost; the second never gets there.
    server.faults.swallow = ({ body }) => body.case === "send";
    const waiting = [before.send("one"), before.send("two")].map(failure);
    await server.until(() => server.commands("send").length === 1);
    first.close();
    for (const error of await Promise.all(waiting)) expect(error).toBeInstanceOf(ClientClosed);
    server.faults = {};

    using closing = new Closing(await Hubbub.connect({ ...quick(server), outbox }));
    const told: string[] = [];
    closing.client.on("sent", ({ entry }) => told.push(entry.text));
    await (await closing.client.join("general")).send("three");
    expect(texts(server)).toEqual(["one", "two", "three"]);
    expect(told).toEqual(["one", "two", "three"]);
    expect(await outbox.load()).toEqual([]);
  });

  test(`[K8.6] another user's messages stay where they are (${name})`, async () => {
    using server = new ScriptedServer();
    server.channel("general");
    const outbox = make();
    await outbox.add({ clientId: "c1", user: 7, channel: 1, text: "not mine", createdAt: 1 });
    using closing = new Closing(await Hubbub.connect({ ...quick(server), outbox }));
    await (await closing.client.join("general")).send("mine");
    expect(texts(server)).toEqual(["mine"]);
    expect(await outbox.load()).toHaveLength(1);
  });

  test(`[K8.7] the store gives entries in their order and takes each away by its id (${name})`, async () => {
    const outbox = make();
    for (const id of ["a", "b", "c"]) await outbox.add(entry(id));
    await outbox.remove("b");
    await outbox.remove("never there");
    expect(await outbox.load()).toEqual([entry("a"), entry("c")]);
  });
}

test("[K8.8] a message that the store doesn't take is not sent, and says so", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  const outbox = new MemoryOutbox();
  const full = new Error("quota exceeded");
  outbox.add = () => Promise.reject(full);
  using closing = new Closing(await Hubbub.connect({ ...quick(server), outbox }));
  const channel = await closing.client.join("general");
  expect(await failure(channel.send("a"))).toBe(full);
  expect(server.commands("send")).toEqual([]);
});

test("[K8.9] a store that can't forget a sent message is told as a fault; the message was sent", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  const outbox = new MemoryOutbox();
  const broken = new Error("broken");
  outbox.remove = () => Promise.reject(broken);
  using closing = new Closing(await Hubbub.connect({ ...quick(server), outbox }));
  const fault = closing.client.once("fault");
  const channel = await closing.client.join("general");
  expect(await channel.send("a")).toMatchObject({ seq: 2 });
  expect((await fault).error).toBe(broken);
});
