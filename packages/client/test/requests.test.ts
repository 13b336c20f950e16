import { expect, test } from "bun:test";

import {
  ConnectionLost,
  Hubbub,
  ProtocolFault,
  RefusedError,
  RequestTimeout,
  TooManyRequests,
} from "../src/index.ts";
import { PENDING_MAX, Requests } from "../src/requests.ts";
import { ScriptedServer } from "./scripted-server.ts";
import { Closing, connect, failure, quick, state } from "./setup.ts";

test("[K7.1] a request that gets no answer rejects with RequestTimeout", async () => {
  using server = new ScriptedServer();
  using closing = new Closing(await Hubbub.connect({ ...quick(server), requestTimeoutMs: 40 }));
  server.faults.swallow = () => true;
  expect(await failure(closing.client.channels.list())).toBeInstanceOf(RequestTimeout);
});

test("[K7.2] a request made while offline waits for the connection, and times out if none comes", async () => {
  const server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await Hubbub.connect({ ...quick(server), requestTimeoutMs: 80 }));
  server.stop();
  await state(closing.client, "offline");
  expect(await failure(closing.client.channels.list())).toBeInstanceOf(RequestTimeout);
  const waiting = closing.client.channels.list();
  server.listen();
  expect(await waiting).toHaveLength(1);
  server.stop();
});

test("[K7.3] a request whose connection ended is made again on the next one", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  let cuts = 0;
  server.faults.cut = ({ body }) => body.case === "listChannels" && cuts++ < 3;
  expect(await closing.client.channels.list()).toHaveLength(1);
});

test("[K7.4] creating a channel is not repeated: it says that it can't know", async () => {
  using server = new ScriptedServer();
  using closing = new Closing(await connect(server));
  server.faults.cut = ({ body }) => body.case === "createChannel";
  expect(await failure(closing.client.createChannel("new"))).toBeInstanceOf(ConnectionLost);
  expect(server.commands("createChannel")).toHaveLength(1);
});

test("[K7.5] a refusal for good is a RefusedError with the table's name and policy", async () => {
  using server = new ScriptedServer();
  using closing = new Closing(await connect(server));
  const error = await failure(closing.client.join("nowhere"));
  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject({ reason: "not_found", code: 130, retry: "never", retryable: false });
});

test("[K7.6] a refusal for the moment is retried after the time it names", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  let times = 0;
  server.faults.refuse = ({ body }) =>
    body.case === "listChannels" && times++ < 2 ? { name: "rate_limited", retryAfterMs: 30 } : undefined;
  const before = Date.now();
  expect(await closing.client.channels.list()).toHaveLength(1);
  expect(Date.now() - before).toBeGreaterThanOrEqual(59);
});

test("[K7.7] a refusal for longer than the request may take is given at once", async () => {
  using server = new ScriptedServer();
  using closing = new Closing(await connect(server));
  server.faults.refuse = () => ({ name: "unavailable", retryAfterMs: 60_000 });
  expect(await failure(closing.client.channels.list())).toMatchObject({
    reason: "unavailable",
    retryAfterMs: 60_000,
  });
});

test("[K7.8] answers may come in any order", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  using closing = new Closing(await connect(server));
  const channel = await closing.client.join("general");
  const first = Promise.withResolvers<void>();
  server.faults.delay = ({ body }) => (body.case === "listMembers" ? first.promise : undefined);
  const order: string[] = [];
  const members = channel.members.list().then(() => order.push("members"));
  await channel.history().then(() => order.push("history"));
  first.resolve();
  await members;
  expect(order).toEqual(["history", "members"]);
});

test("[K7.9] an answer of the wrong kind is a ProtocolFault", async () => {
  const requests = new Requests();
  const { id, answer } = requests.add("history", 1000);
  requests.settle({ id, body: { case: "done", value: {} } });
  expect(await failure(answer)).toBeInstanceOf(ProtocolFault);
});

test("[K7.10] no more than 4,096 requests wait on one connection", async () => {
  const requests = new Requests();
  const waiting = Array.from({ length: PENDING_MAX }, () => failure(requests.add("history", 1000).answer));
  expect(() => requests.add("history", 1000)).toThrow(TooManyRequests);
  requests.failAll(new ConnectionLost(1006, ""));
  expect(await Promise.all(waiting)).toHaveLength(PENDING_MAX);
  expect(requests.size).toBe(0);
});

test("[K7.11] names asked for in one turn are fetched with one command, and then kept", async () => {
  using server = new ScriptedServer();
  for (let id = 1; id <= 600; id++) server.names.set(id, `user${id}`);
  using closing = new Closing(await connect(server));
  const ids = Array.from({ length: 600 }, (_, at) => at + 2);
  const users = await Promise.all([...ids, ...ids].map((id) => closing.client.user(id)));
  expect(users[0]).toMatchObject({ id: 2, name: "user2" });
  expect(users[599]).toBeUndefined();
  expect(server.commands("getUsers")).toHaveLength(2);
  await closing.client.user(2);
  expect(server.commands("getUsers")).toHaveLength(2);
});

test("[K7.12] lists are fetched page by page to their end", async () => {
  using server = new ScriptedServer();
  for (let at = 10; at < 35; at++) server.channel(`c${at}`);
  server.pageMost = 10;
  using closing = new Closing(await connect(server));
  expect((await closing.client.channels.list()).map(({ name }) => name)).toEqual(
    [...Array(25).keys()].map((at) => `c${at + 10}`),
  );
  const channel = await closing.client.join("c10");
  for (let id = 2; id <= 25; id++) {
    server.names.set(id, `user${id}`);
    server.channel("c10").members.add(id);
  }
  expect((await channel.members.list()).map(({ id }) => id)).toEqual(
    [...Array(25).keys()].map((at) => at + 1),
  );
});
