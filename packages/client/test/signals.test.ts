import { expect, test } from "bun:test";

import { ScriptedServer } from "./scripted-server.ts";
import { Closing, connect } from "./setup.ts";

test("[K10.1] typing is told to the others, and sent every three seconds at most", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using ann = new Closing(await connect(server));
  using bob = new Closing(await connect(server, "bob", 2));
  const mine = await ann.client.join("general");
  const his = await bob.client.join("general");
  const heard = mine.once("typing");
  await his.history();
  for (let times = 0; times < 10; times++) his.startTyping();
  expect(await heard).toEqual({ user: 2, thread: 0 });
  expect(server.commands("startTyping")).toHaveLength(1);
});

test("[K10.2] presence is a set that is kept up to date, also over a new connection", async () => {
  using server = new ScriptedServer();
  const general = server.channel("general");
  general.online.add(1).add(2);
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const online = await channel.watchPresence();
  expect([...online]).toEqual([1, 2]);
  const told = channel.once("presence");
  for (const socket of server.sockets) {
    server.send(socket, {
      signals: [{ body: { case: "presence", value: { channel: 1, user: 3, online: true } } }],
    });
  }
  expect(await told).toEqual({ user: 3, online: true });
  const left = channel.once("presence", ({ user }) => user === 2);
  general.online.delete(2);
  server.cutAll();
  expect(await left).toEqual({ user: 2, online: false });
  expect(online.has(2)).toBe(false);
});

test("[K10.3] a change that comes with the presence state is newer than it", async () => {
  using server = new ScriptedServer();
  const general = server.channel("general");
  general.online.add(1).add(2);
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  server.faults.delay = async ({ body }) => {
    if (body.case !== "watchPresence") return;
    for (const socket of server.sockets) {
      server.send(socket, {
        signals: [{ body: { case: "presence", value: { channel: 1, user: 2, online: false } } }],
      });
    }
  };
  expect([...(await channel.watchPresence())]).toEqual([1]);
});

test("[K10.4] presence that is not watched any more is not asked for again", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  await channel.watchPresence();
  await channel.unwatchPresence();
  const before = server.commands("watchPresence").length;
  server.cutAll();
  await server.until(() => server.commands("subscribeMany").length === 2);
  await channel.history();
  expect(server.commands("watchPresence")).toHaveLength(before);
});
