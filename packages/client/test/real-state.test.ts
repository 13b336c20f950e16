import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Stack, startStack } from "@hubbub/devkit";

import {
  Accounts,
  type Channel,
  ClientState,
  Hubbub,
  type Observable,
  RefusedError,
  type Session,
} from "../src/index.ts";
import { randomOf } from "./setup.ts";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

/** One device of a user. */
class Device {
  readonly client: Hubbub;
  readonly state: ClientState;

  constructor({ accessToken: token }: Session) {
    this.client = Hubbub.open({ url: stack.url, token });
    this.state = new ClientState(this.client);
  }

  [Symbol.dispose](): void {
    this.client.close();
  }
}

const signUp = (name: string) => new Accounts(stack.url).signup({ name, password: "correct horse" });

async function until(observable: Observable<unknown>, wanted: () => boolean): Promise<void> {
  while (!wanted()) {
    await new Promise<void>((resolve) => {
      const off = observable.subscribe(() => {
        off();
        resolve();
      });
    });
  }
}

test("[K23.1] channels, settings, cursors and unread counts are the server's, on all devices", async () => {
  const session = await signUp("ann of state");
  using desk = new Device(session);
  using phone = new Device(session);
  using bob = new Device(await signUp("bob of state"));
  await Promise.all([desk, phone, bob].map(({ state }) => state.ready));
  const mine = await desk.client.channels.create({ name: "stately", topic: "first" });
  const { id } = mine;
  await until(phone.state.channels, () => phone.state.channels.current.has(id));
  expect(phone.state.channels.current.get(id)).toMatchObject({ name: "stately", topic: "first" });
  const his = await bob.client.join("stately");
  await mine.update({ topic: "second" });
  await until(bob.state.channels, () => bob.state.channels.current.get(id)?.topic === "second");
  for (const text of ["one", "two", "three"]) await his.send(text);
  const unread = ({ state }: Device) => state.unread.current.channels.get(id)?.messages;
  for (const device of [desk, phone]) await until(device.state.unread, () => unread(device) === 3);
  const { head } = await desk.client.ask("history", { channel: id, after: 0 });
  desk.state.markRead(id, head - 1);
  desk.state.flush();
  for (const device of [desk, phone]) await until(device.state.unread, () => unread(device) === 1);
  await phone.state.markUnread(id, head - 2);
  for (const device of [desk, phone]) await until(device.state.unread, () => unread(device) === 3);
  await desk.client.markAllRead();
  for (const device of [desk, phone]) await until(device.state.unread, () => unread(device) === 0);
  const direct = await desk.client.channels.openDirect([bob.client.me?.id ?? 0]);
  await until(bob.state.channels, () => bob.state.channels.current.has(direct.id));
  await bob.state.channel(id)?.leave();
  await until(bob.state.channels, () => !bob.state.channels.current.has(id));
});

test("[K23.3] views and counts are what the server answers, after edits, deletions, replies, reactions and pins (seed 1)", async () => {
  const people = await Promise.all(["ann", "bob", "cyd"].map((name) => signUp(`${name} of views`)));
  const seed = 1;
  const random = randomOf(seed);
  const devices = people.map((session) => new Device(session));
  await Promise.all(devices.map(({ state }) => state.ready));
  const [first] = devices as [Device];
  const { id } = await first.client.channels.create({ name: `views ${seed}` });
  const channels = await Promise.all(devices.map(({ client }) => client.join(id)));
  await Promise.all(devices.map(({ state }) => until(state.channels, () => state.channels.current.has(id))));
  const root = await (channels[0] as Channel).send("root");
  const views = devices.flatMap(({ state }) => [
    state.view(id, { pageSize: 20, most: 60 }),
    state.view(id, { thread: root.seq }),
  ]);
  const said = [root.seq];
  const act = async (channel: Channel) => {
    const message = channel.message(said[1 + Math.floor(random() * (said.length - 1))] ?? 0);
    const does = Math.floor(random() * 10);
    if (does < 2 || said.length < 5) said.push((await channel.send(`m${said.length} @ann of views`)).seq);
    else if (does < 4)
      said.push(
        (await channel.message(root.seq).reply("r @ann of views", { inChannel: random() < 0.5 })).seq,
      );
    else if (does === 4) await message.edit(`e${said.length}`);
    else if (does === 5) await message.delete();
    else if (does < 8) await message.react(random() < 0.5 ? "👍" : "🎉");
    else if (does === 8) await message.unreact("👍");
    else await message.pin();
  };
  for (let step = 0; step < 40; step++) {
    // What belongs to others, or is deleted, is refused.
    const done = channels.map((channel) => act(channel).catch((error: unknown) => error));
    for (const outcome of await Promise.all(done))
      if (outcome !== undefined) expect(outcome).toBeInstanceOf(RefusedError);
  }
  const end = await (channels[0] as Channel).message(root.seq).reply("end", { inChannel: true });
  for (const [at, view] of views.entries()) {
    await until(view, () => view.current.messages.at(-1)?.seq === end.seq && !view.current.loading);
    const { messages } = view.current;
    const from = messages[0]?.seq ?? 1;
    const channel = channels[at >> 1] as Channel;
    const page = await channel.page({ after: from - 1, limit: 500, thread: view.thread });
    expect({ seed, messages }).toEqual({ seed, messages: page.messages });
    if (view.thread === 0) continue;
    await until(view, () => view.current.root !== undefined);
    const { messages: roots } = await channel.get([root.seq]);
    expect([view.current.root]).toEqual(roots);
  }
  for (const { state, client } of devices) {
    const { channels: counts, threads, threadMentions } = await client.ask("getUnread", { channels: [id] });
    const { messages, mentions } = counts[0] as { messages: number; mentions: number };
    const known = () => ({ ...state.unread.current, channels: state.unread.current.channels.get(id) });
    const wanted = { channels: { messages, mentions }, threads, threadMentions };
    await until(state.unread, () => Bun.deepEquals(known(), wanted));
  }
  for (const device of devices) device.client.close();
});

test("[K23.2] who is watched is told, and who types", async () => {
  using ann = new Device(await signUp("ann watches"));
  await ann.state.ready;
  const channel = await ann.client.channels.create({ name: "watched" });
  const session = await signUp("bob is watched");
  const stop = ann.state.presence.watch([session.user.id]);
  const { state: presence } = ann.state.presence;
  {
    using bob = new Device(session);
    await bob.state.ready;
    await until(presence, () => presence.current.get(session.user.id) === 1);
    const his = await bob.client.join("watched");
    await his.history();
    his.startTyping();
    const { typing } = ann.state;
    await until(typing, () => typing.current.get(`${channel.id}/0`)?.includes(session.user.id) === true);
  }
  stop();
});
