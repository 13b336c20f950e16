import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Stack, startStack } from "@hubbub/devkit";

import { Accounts, ClientState, Hubbub, type Observable, type Session } from "../src/index.ts";

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
