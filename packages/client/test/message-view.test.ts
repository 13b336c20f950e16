import { expect, test } from "bun:test";

import type { Command } from "@hubbub/protocol";

import { ClientState, Hubbub, MemoryOutbox, type MessageView, type OutboxStore } from "../src/index.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { Closing, quick, randomOf } from "./setup.ts";

async function until(view: MessageView, wanted: () => boolean): Promise<void> {
  while (!wanted()) {
    await new Promise<void>((resolve) => {
      const off = view.subscribe(() => {
        off();
        resolve();
      });
    });
  }
}

/** A channel with so many messages, and a client that is in it. */
async function open(server: ScriptedServer, count: number, outbox: OutboxStore = new MemoryOutbox()) {
  const one = server.channel("one");
  server.join(one, { id: 1, name: "ann" });
  for (let number = 1; number <= count; number++) server.post("one", `m${number}`);
  const client = Hubbub.open({ ...quick(server), requestTimeoutMs: 300, outbox });
  const state = new ClientState(client);
  await state.ready;
  return { one, client, state, [Symbol.dispose]: () => client.close() };
}

const seqs = (view: MessageView) => view.current.messages.map(({ seq }) => seq);
const isSend = ({ body }: Command) => body.case === "send";
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

test("[K22.1] a view begins with the newest page, loads on both sides, and holds a bounded number", async () => {
  using server = new ScriptedServer();
  using opened = await open(server, 300);
  const view = opened.state.view(1, { pageSize: 20, most: 50 });
  await until(view, () => !view.current.loading);
  expect(seqs(view)).toEqual(range(282, 301));
  await view.loadBefore();
  await view.loadBefore();
  expect(seqs(view)).toEqual(range(242, 291));
  expect(view.current).toMatchObject({ moreBefore: true, moreAfter: true });
  server.post("one", "not in view");
  await view.jump(5);
  expect(seqs(view)).toEqual(range(2, 21));
  expect(view.current).toMatchObject({ moreBefore: false, moreAfter: true });
  for (let pages = 0; pages < 20; pages++) await view.loadAfter();
  expect(seqs(view)).toEqual(range(253, 302));
  await view.jump(100);
  await view.toNewest();
  expect(seqs(view)).toEqual(range(283, 302));
  expect(view.current.moreAfter).toBe(false);
});

test("[K22.10] what somebody reads stays in the view, whatever comes, and when so much was missed that it is loaded again", async () => {
  using server = new ScriptedServer();
  using opened = await open(server, 300);
  const view = opened.state.view(1, { pageSize: 20, most: 50 });
  await until(view, () => !view.current.loading);
  view.readAt(285);
  for (let number = 1; number <= 60; number++) server.post("one", `later ${number}`);
  await until(view, () => view.current.moreAfter);
  expect(seqs(view)).toEqual(range(282, 331));
  server.stop();
  for (let number = 1; number <= 800; number++) server.post("one", `missed ${number}`);
  server.listen();
  opened.client.retryNow();
  await until(view, () => view.current.messages.length < 50);
  expect(seqs(view)).toContain(285);
  view.readAt(0);
  await view.toNewest();
  server.post("one", "the last");
  await until(view, () => view.current.messages.at(-1)?.message?.text === "the last");
});

test("[K22.2] a message that didn't change stays the same object, and a snapshot never changes", async () => {
  using server = new ScriptedServer();
  using opened = await open(server, 3);
  const view = opened.state.view(1);
  await until(view, () => !view.current.loading);
  const before = view.current;
  expect(view.current).toBe(before);
  const copy = structuredClone(before.messages);
  server.change(opened.one, 99, { case: "addReaction", value: { channel: 1, seq: 3, emoji: "👍" } });
  await until(view, () => view.current.messages[1]?.reactions.length === 1);
  expect(before.messages).toEqual(copy);
  expect(view.current.messages[0]).toBe(before.messages[0] as never);
  expect(view.current.messages[1]?.reactions).toEqual([{ emoji: "👍", users: [99] }]);
});

test("[K22.7] typing, presence, reading and what happens elsewhere make no new snapshot; what came in one frame makes one", async () => {
  using server = new ScriptedServer();
  server.join(server.channel("two"), { id: 1, name: "ann" });
  using opened = await open(server, 3);
  const { state, client } = opened;
  const view = state.view(2);
  await until(view, () => !view.current.loading);
  const before = view.current;
  let told = 0;
  view.subscribe(() => (told += 1));
  const { typing, unread } = state;
  const typed = new Promise<void>((resolve) => typing.subscribe(resolve));
  const [socket] = server.sockets;
  server.send(socket!, { signals: [{ body: { case: "typing", value: { channel: 2, user: 9 } } }] });
  state.markRead(2, 2);
  server.post("two", "elsewhere");
  await typed;
  while (unread.current.channels.get(1)?.messages !== 1)
    await new Promise<void>((resolve) => {
      const off = unread.subscribe(() => {
        off();
        resolve();
      });
    });
  expect(view.current).toBe(before);
  expect(told).toBe(0);
  // An own message changes what is unsent, not the messages.
  const sent = client.joined.find(({ id }) => id === 2)?.send("mine");
  expect(view.current.unsent).toHaveLength(1);
  expect(view.current.messages).toBe(before.messages);
  await sent;
  await until(view, () => view.current.unsent.length === 0);
  told = 0;
  const events = ["a", "b", "c"].map((text) => opened.one.append(99, { case: "message", value: { text } }));
  server.send(socket!, { events });
  await until(view, () => view.current.messages.at(-1)?.message?.text === "c");
  expect(told).toBe(1);
});

test("[K22.8] nothing is shown before the first page, and then what came meanwhile, too", async () => {
  using server = new ScriptedServer();
  using opened = await open(server, 3);
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  server.faults.delay = ({ body }) => (body.case === "listMessages" ? held : undefined);
  const view = opened.state.view(1);
  const { unread } = opened.state;
  server.post("one", "meanwhile");
  while (unread.current.channels.get(1)?.messages !== 4)
    await new Promise<void>((resolve) => {
      const off = unread.subscribe(() => {
        off();
        resolve();
      });
    });
  expect(view.current).toMatchObject({ loading: true, messages: [] });
  release();
  await until(view, () => !view.current.loading);
  expect(seqs(view)).toEqual(range(2, 5));
});

test("[K22.3] an own message is seen once, from the sending to its place, whatever comes first (seeds 1 to 10)", async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = randomOf(seed);
    using server = new ScriptedServer();
    using opened = await open(server, 5);
    const view = opened.state.view(1);
    await until(view, () => !view.current.loading);
    server.faults = {
      delay: ({ body }) => (body.case === "send" ? Bun.sleep(random() * 4) : undefined),
      skip: () => (random() < 0.2 ? "gap" : undefined),
      swallow: ({ body }) => body.case === "send" && random() < 0.05,
      cut: () => random() < 0.05,
    };
    const keys = new Map<string, string>();
    const wrong: string[] = [];
    let sent: string[] = [];
    const look = () => {
      const { messages, unsent } = view.current;
      const shown = [
        ...messages.map((each) => [each.message?.text ?? "", view.key(each)] as const),
        ...unsent.map((each) => [each.entry.text, view.key(each)] as const),
      ];
      for (const text of sent) {
        const places = shown.filter(([each]) => each === text);
        const [[, key = ""] = []] = places;
        if (places.length !== 1 || (keys.get(text) ?? key) !== key)
          wrong.push(`${text}: ${JSON.stringify(places)}`);
        keys.set(text, key);
      }
    };
    view.subscribe(look);
    const channel = opened.state.channel(1);
    const sends = range(1, 8).map((number) => {
      const sending = channel?.send(`own ${number}`);
      sent = [...sent, `own ${number}`];
      look();
      return sending;
    });
    await Promise.all(sends);
    server.faults = {};
    server.post("one", "end");
    await until(view, () => view.current.messages.at(-1)?.message?.text === "end");
    expect({ seed, wrong, unsent: view.current.unsent }).toEqual({ seed, wrong: [], unsent: [] });
    expect(keys.size).toBe(8);
  }
});

test("[K22.9] an own message whose answer an earlier run did not get is seen once, and one like it of before is not taken for it", async () => {
  using server = new ScriptedServer();
  const outbox = new MemoryOutbox();
  const answered = Promise.withResolvers<void>();
  {
    using earlier = await open(server, 1, outbox);
    await earlier.state.channel(1)?.send("again");
    server.faults = { swallow: isSend };
    const view = earlier.state.view(1);
    earlier.state
      .channel(1)
      ?.send("again")
      .catch(() => {});
    await until(view, () => view.current.messages.length === 3);
  }
  server.faults = { delay: (command) => (isSend(command) ? answered.promise : undefined) };
  using later = new Closing(Hubbub.open({ ...quick(server), outbox }));
  const { client } = later;
  const state = new ClientState(client);
  await state.ready;
  const view = state.view(1);
  await until(view, () => !view.current.loading && client.pending.length === 1);
  expect([view.current.messages.length, view.current.unsent]).toEqual([3, []]);
  answered.resolve();
  await until(view, () => client.pending.length === 0);
  expect([view.current.messages.length, view.current.unsent]).toEqual([3, []]);
});

test("[K22.4] a refused message is shown as failed until it is sent again or given up", async () => {
  using server = new ScriptedServer();
  using opened = await open(server, 1);
  const view = opened.state.view(1);
  await until(view, () => !view.current.loading);
  server.faults = { refuse: ({ body }) => (body.case === "send" ? { name: "muted" } : undefined) };
  const channel = opened.state.channel(1);
  await Promise.allSettled([channel?.send("one"), channel?.send("two")]);
  await until(view, () => view.current.unsent.length === 2);
  expect(view.current.unsent.map(({ entry, state, error }) => [entry.text, state, String(error)])).toEqual([
    ["one", "failed", "RefusedError: refused: muted"],
    ["two", "failed", "RefusedError: refused: muted"],
  ]);
  server.faults = {};
  const [first, second] = view.current.unsent;
  opened.state.retry(first?.entry.clientId ?? "");
  opened.state.failed.take(second?.entry.clientId ?? "");
  await until(view, () => view.current.messages.at(-1)?.message?.text === "one");
  expect(view.current.unsent).toEqual([]);
});

test("[K22.5] a thread shows its replies and its root; the channel those that are shown in it", async () => {
  using server = new ScriptedServer();
  using opened = await open(server, 2);
  const channel = opened.state.channel(1);
  const thread = opened.state.view(1, { thread: 2 });
  const main = opened.state.view(1);
  await until(thread, () => thread.current.root !== undefined);
  await until(main, () => !main.current.loading);
  await channel?.message(2).reply("hidden");
  await channel?.message(2).reply("shown", { inChannel: true });
  await until(thread, () => thread.current.messages.length === 2);
  expect(thread.current.messages.map(({ message }) => message?.text)).toEqual(["hidden", "shown"]);
  expect(thread.current.root?.replies).toMatchObject({ count: 2, lastSeq: 5, users: [1] });
  expect(seqs(main)).toEqual([2, 3, 5]);
  await channel?.message(4).delete();
  await until(main, () => main.current.messages[0]?.replies?.count === 1);
  await until(thread, () => thread.current.root?.replies?.count === 1);
  expect(thread.current.messages[0]?.message).toMatchObject({ text: "", deleted: true, thread: 2 });
});

test("[K22.6] a view of a log that was reset begins again, and one of a channel that was left says so", async () => {
  using server = new ScriptedServer();
  using opened = await open(server, 10);
  const view = opened.state.view(1);
  await until(view, () => !view.current.loading);
  opened.one.reset(["anew"], 9);
  server.cutAll();
  await until(view, () => view.current.messages[0]?.message?.text === "anew");
  expect(seqs(view)).toEqual([1]);
  await opened.state.channel(1)?.leave();
  await until(view, () => view.current.error !== undefined);
  expect(String(view.current.error)).toContain("left");
});
