import { expect, test } from "bun:test";

import { Hubbub, type WebSocketLike } from "../src/index.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { Closing, connect, quick, state, take } from "./setup.ts";

test("[K12.1] a hundred reconnects leave no listener, timer or request behind", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await Hubbub.connect({ ...quick(server), reconnect: { baseMs: 1, capMs: 1 } }));
  const { client } = closing;
  const channel = await client.join("general");
  await channel.watchPresence();
  const before = [client.listenerCount(), channel.listenerCount()];
  const messages = channel.messages();
  for (let times = 0; times < 100; times++) {
    server.cutAll();
    await state(client, "offline");
    await state(client, "online");
  }
  server.post("general", "after");
  await take(messages, 1);
  expect([client.listenerCount(), channel.listenerCount()]).toEqual(before);
  expect(server.sockets.size).toBe(1);
});

test("[K12.2] iterations and waits that ended leave no listener behind", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  for (let times = 0; times < 50; times++) {
    const told = channel.once("message");
    server.post("general", `m${times}`);
    await told;
    await take(channel.messages({ history: 1 }), 1);
  }
  expect([channel.listenerCount(), closing.client.listenerCount()]).toEqual([0, 0]);
});

test("[K12.3] a client opens one socket at a time and adds four listeners to each", async () => {
  using server = new ScriptedServer();
  const open: Counted[] = [];
  class Counted extends WebSocket {
    count = 0;
    override addEventListener(...args: Parameters<WebSocket["addEventListener"]>): void {
      this.count += 1;
      super.addEventListener(...args);
    }
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      open.push(this);
    }
  }
  const WebSocketClass = Counted as unknown as new (url: string, protocols: string[]) => WebSocketLike;
  using closing = new Closing(await Hubbub.connect({ ...quick(server), WebSocket: WebSocketClass }));
  for (let times = 0; times < 5; times++) {
    server.cutAll();
    await state(closing.client, "offline");
    await state(closing.client, "online");
  }
  expect(open.map(({ count }) => count)).toEqual([4, 4, 4, 4, 4, 4]);
  expect(open.filter(({ readyState }) => readyState === WebSocket.OPEN)).toHaveLength(1);
});

test("[K12.4] a closed client lets the process end", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  const script = `
    import { Hubbub } from "./src/index.ts";
    const client = await Hubbub.connect({ url: "${server.url}", token: "1:ann" });
    const channel = await client.join("general");
    const reading = channel.messages().next();
    await channel.send("hi");
    client.close();
    await reading;
    console.log("done");
  `;
  const cwd = new URL("..", import.meta.url).pathname;
  const child = Bun.spawn([process.execPath, "-e", script], { cwd, stdout: "pipe" });
  expect(await new Response(child.stdout).text()).toBe("done\n");
  expect(await child.exited).toBe(0);
});
