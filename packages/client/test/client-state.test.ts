import { expect, test } from "bun:test";

import { ClientState, Hubbub, type SavedState, type StateStore } from "../src/index.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { quick, state as stateOf } from "./setup.ts";

/** A client and its state, closed at the end of the block. */
class Stated {
  readonly client: Hubbub;
  readonly state: ClientState;

  constructor(
    server: ScriptedServer,
    { name = "ann", id = 1, store }: { name?: string; id?: number; store?: StateStore } = {},
  ) {
    this.client = Hubbub.open(quick(server, name, id));
    this.state = new ClientState(this.client, store === undefined ? {} : { store });
  }

  [Symbol.dispose](): void {
    this.client.close();
  }
}

class Kept implements StateStore {
  saved: SavedState | undefined;
  #told: () => void = () => {};
  readonly wasSaved = new Promise<void>((resolve) => (this.#told = resolve));

  async load() {
    // As a real store gives it: a copy.
    return structuredClone(this.saved);
  }

  async save(state: SavedState) {
    this.saved = structuredClone(state);
    this.#told();
  }
}

const ANN = { id: 1, name: "ann" };

/** Resolves when the observable's value is as wanted. */
async function until(observable: { subscribe: (listener: () => void) => () => void }, wanted: () => boolean) {
  while (!wanted()) {
    await new Promise<void>((resolve) => {
      const off = observable.subscribe(() => {
        off();
        resolve();
      });
    });
  }
}

test("[K21.3] the state has all channels of the user, those they join or leave elsewhere too", async () => {
  using server = new ScriptedServer();
  server.join(server.channel("one"), ANN);
  using stated = new Stated(server);
  const { channels, ready } = stated.state;
  await ready;
  const names = () => [...channels.current.values()].map(({ name }) => name);
  expect(names()).toEqual(["one"]);
  server.join(server.channel("two"), ANN);
  await until(channels, () => channels.current.size === 2);
  expect(names()).toEqual(["one", "two"]);
  using phone = new Stated(server);
  await phone.state.ready;
  await phone.state.channel(1)?.leave();
  await until(channels, () => channels.current.size === 1);
  expect(names()).toEqual(["two"]);
  expect(stated.state.unread.current.channels.has(1)).toBe(false);
});

test("[K21.4] what was kept is there at once after a reload, and only what is newer is fetched", async () => {
  using server = new ScriptedServer();
  for (const name of ["one", "two", "three"]) server.join(server.channel(name), ANN);
  server.post("one", "unread");
  const store = new Kept();
  {
    using stated = new Stated(server, { store });
    await stated.state.ready;
    await until(stated.state.unread, () => stated.state.unread.current.channels.get(1)?.messages === 1);
    stated.state.flush();
  }
  expect(store.saved?.version).toBe(3);
  server.stop();
  using stated = new Stated(server, { store });
  const { state } = stated;
  await until(state.channels, () => state.channels.current.size === 3);
  expect(state.unread.current.channels.get(1)).toEqual({ messages: 1, mentions: 0 });
  const before = server.commands("syncUser").length;
  server.listen();
  server.post("one", "another");
  stated.client.retryNow();
  await state.ready;
  await until(state.unread, () => state.unread.current.channels.get(1)?.messages === 2);
  expect(server.commands("syncUser").slice(before)).toEqual([]);
});

test("[K21.5] what was kept of another user, or of a database that was brought back, is void", async () => {
  using server = new ScriptedServer();
  const one = server.channel("one");
  server.join(one, ANN);
  const store = new Kept();
  {
    using stated = new Stated(server, { store });
    await stated.state.ready;
    stated.state.flush();
  }
  server.users.clear();
  one.reset(["anew"], 9);
  server.own(1, "x", { case: "draft", value: { channel: 1, text: "draft" } });
  using again = new Stated(server, { store });
  await again.state.ready;
  expect([...again.state.drafts.current.values()].map(({ text }) => text)).toEqual(["draft"]);
  using bob = new Stated(server, { store, name: "bob", id: 2 });
  await bob.state.ready;
  expect(bob.state.channels.current.size).toBe(0);
});

test("[K21.6] reading counts at once, is told the server once, and counts on all devices", async () => {
  using server = new ScriptedServer();
  server.join(server.channel("one"), ANN);
  using desk = new Stated(server);
  using phone = new Stated(server);
  await Promise.all([desk.state.ready, phone.state.ready]);
  for (let times = 0; times < 5; times++) server.post("one", "news");
  const unread = ({ state }: Stated) => state.unread.current.channels.get(1)?.messages;
  await until(desk.state.unread, () => unread(desk) === 5);
  await until(phone.state.unread, () => unread(phone) === 5);
  for (let seq = 2; seq <= 6; seq++) desk.state.markRead(1, seq);
  expect(unread(desk)).toBe(0);
  expect(server.commands("markRead")).toEqual([]);
  desk.state.flush();
  await until(phone.state.unread, () => unread(phone) === 0);
  expect(server.commands("markRead")).toHaveLength(1);
  await desk.state.markUnread(1, 4);
  await until(desk.state.unread, () => unread(desk) === 3);
  await until(phone.state.unread, () => unread(phone) === 3);
});

test("[K21.7] missing more than 500 events costs one page for each view, and no event", async () => {
  using server = new ScriptedServer();
  server.join(server.channel("one"), ANN);
  using stated = new Stated(server);
  const { state, client } = stated;
  await state.ready;
  const view = state.view(1);
  await until(view, () => !view.current.loading);
  server.stop();
  for (let count = 1; count <= 800; count++) server.post("one", `m${count}`);
  server.listen();
  client.retryNow();
  await stateOf(client, "online");
  await until(view, () => view.current.messages.at(-1)?.message?.text === "m800");
  await until(state.unread, () => state.unread.current.channels.get(1)?.messages === 800);
  expect(view.current.messages.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 50 }, (_, at) => 752 + at),
  );
  expect(server.commands("history")).toEqual([]);
});

test("[K21.8] a draft is there at once, goes to the server after a while, and to other devices", async () => {
  using server = new ScriptedServer();
  server.join(server.channel("one"), ANN);
  using stated = new Stated(server);
  await stated.state.ready;
  for (const text of ["h", "he", "hey"]) stated.state.setDraft(1, text, { thread: 5 });
  expect(stated.state.drafts.current.get("1/5")?.text).toBe("hey");
  stated.state.flush();
  await server.until(() => server.commands("setDraft").length > 0);
  expect(server.commands("setDraft").map(({ body }) => body.value)).toMatchObject([
    { thread: 5, text: "hey" },
  ]);
});

test("[K21.9] who types is shown until they have written it", async () => {
  using server = new ScriptedServer();
  const one = server.channel("one");
  server.join(one, ANN);
  server.join(one, { id: 2, name: "bob" });
  using ann = new Stated(server);
  using bob = new Stated(server, { name: "bob", id: 2 });
  await Promise.all([ann.state.ready, bob.state.ready]);
  await bob.state.channel(1)?.history();
  bob.state.channel(1)?.startTyping();
  const { typing } = ann.state;
  await until(typing, () => typing.current.get("1/0")?.includes(2) === true);
  await bob.state.channel(1)?.send("done");
  await until(typing, () => !typing.current.has("1/0"));
});

test("[K21.10] very many channels are subscribed to with a few commands, and again on the next connection", async () => {
  using server = new ScriptedServer();
  for (let count = 1; count <= 1_040; count++) server.join(server.channel(`c${count}`), ANN);
  using stated = new Stated(server);
  const { state, client } = stated;
  await state.ready;
  const subscribed = () =>
    server
      .commands("subscribeMany")
      .flatMap(({ body }) => (body.case === "subscribeMany" ? body.value.positions : []))
      .map(({ channel }) => channel);
  await server.until(() => subscribed().length >= 1_040);
  expect(server.commands("subscribeMany")).toHaveLength(3);
  server.cutAll();
  await stateOf(client, "offline");
  server.post("c7", "missed");
  const { unread } = state;
  await until(unread, () => unread.current.channels.get(7)?.messages === 1);
  expect(server.commands("subscribeMany")).toHaveLength(6);
  expect(new Set(subscribed().slice(1_040)).size).toBe(1_040);
  expect(server.commands("subscribe")).toEqual([]);
  expect(server.commands("history")).toEqual([]);
});
