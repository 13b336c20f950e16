import { expect, test } from "bun:test";

import { SUBPROTOCOLS } from "@hubbub/protocol";

import {
  ClientClosed,
  ConnectionLost,
  ConnectionRefused,
  Hubbub,
  RequestTimeout,
  SessionEnded,
  type Status,
} from "../src/index.ts";
import { HalfOpenLine } from "./half-open-line.ts";
import { ScriptedServer, tokenOf } from "./scripted-server.ts";
import { Closing, connect, failure, quick, state } from "./setup.ts";

for (const subprotocol of SUBPROTOCOLS) {
  test(`[K6.1] a client speaks the subprotocol that was chosen (${subprotocol})`, async () => {
    using server = new ScriptedServer();
    server.channel("general");
    using closing = new Closing(await Hubbub.connect({ ...quick(server), subprotocol }));
    const channel = await closing.client.join("general");
    expect(await channel.send("hé")).toMatchObject({ seq: 2, repeated: false });
    expect([...server.sockets][0]?.data.subprotocol).toBe(subprotocol);
  });
}

test("[K6.2] the state goes connecting, online, offline with the reason and the next try, connecting, online, closed", async () => {
  using server = new ScriptedServer();
  const client = Hubbub.open(quick(server));
  const states: Status[] = [client.status];
  client.on("status", (status) => states.push(status));
  await state(client, "online");
  server.cutAll();
  const offline = await state(client, "offline");
  expect(offline.reason).toBeInstanceOf(ConnectionLost);
  expect(offline.retryAt).toBeLessThanOrEqual(Date.now() + 20);
  await state(client, "online");
  client.close();
  expect(states.map((status) => status.state)).toEqual([
    "connecting",
    "online",
    "offline",
    "connecting",
    "online",
    "closed",
  ]);
});

test("[K6.3] a close code of 4400 to 4499 closes the client for good, with the code", async () => {
  using server = new ScriptedServer();
  const client = await connect(server);
  server.closeAll(4429);
  const { reason } = await state(client, "closed");
  expect(reason).toBeInstanceOf(ConnectionRefused);
  expect((reason as ConnectionRefused).code).toBe(4429);
});

test("[K6.4] a revoked session closes the client with SessionEnded, which says why", async () => {
  for (const [code, why] of [
    [4402, "revoked"],
    [4403, "disabled"],
    [4404, "password"],
  ] as const) {
    using server = new ScriptedServer();
    const client = await connect(server);
    server.closeAll(code);
    const { reason } = await state(client, "closed");
    expect(reason).toBeInstanceOf(SessionEnded);
    expect((reason as SessionEnded).why).toBe(why);
  }
});

test("[K6.5] the next attempt waits at least as long as the closing frame says", async () => {
  using server = new ScriptedServer();
  using closing = new Closing(await connect(server));
  const before = Date.now();
  server.closeAll(4000, 150);
  const { retryAt } = await state(closing.client, "offline");
  expect(retryAt - before).toBeGreaterThanOrEqual(150);
  // Not even a nudge makes it come sooner.
  closing.client.retryNow();
  await state(closing.client, "online");
  expect(Date.now() - before).toBeGreaterThanOrEqual(149);
});

test("[K6.6] a server that is not there, or answers with an HTTP error, is tried until it is", async () => {
  const server = new ScriptedServer();
  server.stop();
  using proxy = Bun.serve({ port: 0, fetch: () => new Response("down", { status: 503 }) });
  using nowhere = new Closing(Hubbub.open(quick(server)));
  using refused = new Closing(Hubbub.open(quick({ url: `http://127.0.0.1:${proxy.port}` })));
  const { attempt } = (await nowhere.client.once(
    "status",
    (status) => status.state === "offline" && status.attempt > 2,
  )) as { attempt: number };
  expect(attempt).toBe(3);
  await refused.client.once("status", (status) => status.state === "offline" && status.attempt > 2);
  server.listen();
  await state(nowhere.client, "online");
  server.stop();
});

test("[K6.7] connect gives up in time, closes the client and says what was the matter", async () => {
  const server = new ScriptedServer();
  server.stop();
  const error = await failure(Hubbub.connect({ ...quick(server), connectTimeoutMs: 60 }));
  expect(error).toBeInstanceOf(RequestTimeout);
  expect((error as Error).cause).toBeInstanceOf(ConnectionLost);
});

test("[K6.8] a connection on which nothing comes for 2.5 heartbeats is dead, and replaced", async () => {
  using server = new ScriptedServer();
  server.heartbeatMs = 20;
  using closing = new Closing(await connect(server));
  const { reason } = await state(closing.client, "offline");
  expect(reason.message).toContain("no heartbeat");
  await state(closing.client, "online");
});

test("[K6.9] an empty frame is answered with an empty frame, and keeps the connection alive", async () => {
  using server = new ScriptedServer();
  for (const subprotocol of SUBPROTOCOLS) {
    using closing = new Closing(await Hubbub.connect({ ...quick(server), subprotocol }));
    const before = server.frames.length;
    for (const socket of server.sockets) server.send(socket, {});
    await server.until(() => server.frames.length > before);
    expect(server.frames.at(-1)).toEqual({ commands: [] });
    expect(closing.client.status.state).toBe("online");
  }
});

test("[K6.10] a bad frame from the server ends the connection, and the client comes back", async () => {
  using server = new ScriptedServer();
  using closing = new Closing(await connect(server));
  for (const socket of server.sockets) socket.send(new Uint8Array([0xff, 0xff, 0xff]));
  const { reason } = await state(closing.client, "offline");
  expect(reason.message).toContain("bad frame");
  await state(closing.client, "online");
});

test("[K6.11] a nudge while offline tries at once", async () => {
  const server = new ScriptedServer();
  server.stop();
  using closing = new Closing(Hubbub.open({ ...quick(server), reconnect: { baseMs: 1e9, capMs: 1e9 } }));
  await state(closing.client, "offline");
  server.listen();
  closing.client.retryNow();
  await state(closing.client, "online");
  server.stop();
});

test("[K6.12] the browser's online event tries at once, and nothing listens to it after the client closed", async () => {
  const browser = new EventTarget();
  const { addEventListener, removeEventListener } = globalThis;
  let listening = 0;
  globalThis.addEventListener = ((type: string, listener: () => void) => {
    listening += 1;
    browser.addEventListener(type, listener);
  }) as typeof addEventListener;
  globalThis.removeEventListener = ((type: string, listener: () => void) => {
    listening -= 1;
    browser.removeEventListener(type, listener);
  }) as typeof removeEventListener;
  const server = new ScriptedServer();
  try {
    server.stop();
    const client = Hubbub.open({ ...quick(server), reconnect: { baseMs: 1e9, capMs: 1e9 } });
    await state(client, "offline");
    server.listen();
    browser.dispatchEvent(new Event("online"));
    await state(client, "online");
    client.close();
    expect(listening).toBe(0);
  } finally {
    Object.assign(globalThis, { addEventListener, removeEventListener });
    server.stop();
  }
});

test("[K6.13] a nudge while online replaces a connection that answers nothing", async () => {
  using server = new ScriptedServer();
  using closing = new Closing(await Hubbub.connect({ ...quick(server), requestTimeoutMs: 50 }));
  server.faults.swallow = ({ body }) => body.case === "unsubscribe";
  closing.client.retryNow();
  await state(closing.client, "offline");
  await state(closing.client, "online");
});

test("[K6.17] a nudge finds within 5 s that a line is half open, however long answers may take, and what waits is sent once by the next", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using line = await HalfOpenLine.open(server.url);
  using closing = new Closing(
    await Hubbub.connect({ ...quick(server), url: line.url, requestTimeoutMs: 60_000 }),
  );
  const channel = await closing.client.join("general");
  line.loseAll();
  const sending = channel.send("while asleep");
  const before = performance.now();
  closing.client.retryNow();
  await state(closing.client, "offline");
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(await sending).toMatchObject({ seq: 2, repeated: false });
});

test("[K6.14] after close, everything that waits is rejected with ClientClosed", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  const client = await connect(server);
  const channel = await client.join("general");
  server.faults.swallow = () => true;
  const waiting = [channel.send("never"), channel.members.list(), client.user(5), channel.history()].map(
    failure,
  );
  const reading = channel.messages().next();
  await server.until(() => server.commands("send").length === 1);
  client.close();
  for (const error of await Promise.all(waiting)) expect(error).toBeInstanceOf(ClientClosed);
  expect(await reading).toEqual({ done: true, value: undefined });
  expect(await failure(client.join("general"))).toBeInstanceOf(ClientClosed);
  expect(await failure(channel.send("late"))).toBeInstanceOf(ClientClosed);
});

test("[K6.15] a welcome of another user closes the client", async () => {
  using server = new ScriptedServer();
  let calls = 0;
  const token = () => tokenOf(++calls, "someone", calls);
  const client = await Hubbub.connect({ ...quick(server), token });
  server.closeAll(4100);
  expect((await state(client, "closed")).reason).toBeInstanceOf(SessionEnded);
});

test("[K6.16] contradictory or missing options are refused at once", () => {
  const url = "http://127.0.0.1:1";
  const credentials = { name: "a", password: "b" };
  expect(() => Hubbub.open({ url } as never)).toThrow(TypeError);
  expect(() => Hubbub.open({ url, token: "t", credentials } as never)).toThrow(TypeError);
  expect(() => Hubbub.open({ url: "ftp://x", token: "t" })).toThrow(TypeError);
  expect(() => Hubbub.open({ url, token: "t", outboxLimit: 0 })).toThrow(RangeError);
});
