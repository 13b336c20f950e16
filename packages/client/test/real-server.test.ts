import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Stack, startCrowd, startStack } from "@hubbub/devkit";
import { SUBPROTOCOLS } from "@hubbub/protocol";
import { createLog, gatewayDefaults, startGateway } from "@hubbub/server";

import {
  Accounts,
  ConnectionLost,
  Hubbub,
  MemorySession,
  RefusedError,
  type Session,
  SessionEnded,
} from "../src/index.ts";
import { Closing, failure, state, take } from "./setup.ts";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

/** Signs somebody up and connects. */
async function newcomer(name: string, subprotocol = SUBPROTOCOLS[0] as (typeof SUBPROTOCOLS)[number]) {
  const session = new MemorySession(
    await new Accounts(stack.url).signup({ name, password: "correct horse" }),
  );
  const client = await Hubbub.connect({
    url: stack.url,
    session,
    subprotocol,
    reconnect: { baseMs: 5, capMs: 50 },
  });
  return { client, session };
}

for (const subprotocol of SUBPROTOCOLS) {
  test(`[K13.1] two people talk, see who is there, and read back what was said (${subprotocol})`, async () => {
    const tag = subprotocol.slice(-4);
    const { client: ann } = await newcomer(`ann ${tag}`, subprotocol);
    const { client: bob } = await newcomer(`bob ${tag}`, subprotocol);
    using _ann = new Closing(ann);
    using _bob = new Closing(bob);
    const hers = await ann.createChannel(`talk ${tag}`);
    const his = await bob.join(`talk ${tag}`);
    const reading = take(hers.messages(), 2);
    await his.send("hello 🌍\u0001");
    await hers.send("hi");
    const heard = await reading;
    expect(heard.map(({ text }) => text)).toEqual(["hello 🌍\u0001", "hi"]);
    expect((await ann.user(heard[0]?.user ?? 0))?.name).toBe(`bob ${tag}`);
    expect((await his.members.list()).map(({ name }) => name)).toEqual([`ann ${tag}`, `bob ${tag}`]);
    const kinds = (await his.history()).events.map(({ kind }) => kind);
    expect(kinds).toEqual(["created", "joined", "joined", "message", "message"]);
    expect((await ann.channels.list()).map(({ name }) => name)).toContain(`talk ${tag}`);
    const typing = hers.once("typing");
    his.startTyping();
    expect(await typing).toEqual({ user: bob.me?.id ?? 0, thread: 0 });
    const online = await hers.watchPresence();
    expect([...online].length).toBe(2);
  });
}

test("[P4.8] clients whose server is restarted go on where they were, and what they sent meanwhile is made once", async () => {
  const crowd = await startCrowd();
  let { gateway } = crowd;
  const { port } = new URL(crowd.url);
  const names = ["ann", "bob", "cat"];
  const tokens = await Promise.all(names.map((_, at) => crowd.mint.token(at + 1)));
  const clients = await Promise.all(
    tokens.map((token) => Hubbub.connect({ url: crowd.url, token, reconnect: { baseMs: 5, capMs: 50 } })),
  );
  const first = await clients[0]?.createChannel("talk");
  const channels = await Promise.all(clients.map((client) => client.join(first?.id ?? 0)));
  const from = (await channels[0]?.history())?.head ?? 0;
  const reading = channels.map((channel) =>
    take(channel.messages({ after: { epoch: channel.position.epoch, seq: from } }), 150),
  );
  const sending = channels.map(async (channel, at) => {
    for (let count = 0; count < 50; count++) await channel.send(`${at}.${count}`);
  });
  for (let times = 0; times < 3; times++) {
    await Promise.all(clients.map((client) => state(client, "online")));
    await gateway.close();
    const { data, mint } = crowd;
    gateway = await startGateway(
      { ...gatewayDefaults, port: Number(port), data, authUrl: mint.url, internalKey: mint.internalKey },
      createLog("error"),
    );
  }
  await Promise.all(sending);
  const read = await Promise.all(reading);
  const log = read[0]?.map(({ seq, text }) => `${seq} ${text}`);
  for (const events of read) expect(events.map(({ seq, text }) => `${seq} ${text}`)).toEqual(log ?? []);
  for (let at = 0; at < names.length; at++) {
    const mine = read[0]?.flatMap(({ text }) => (text.startsWith(`${at}.`) ? [text] : []));
    expect(mine).toEqual(Array.from({ length: 50 }, (_, count) => `${at}.${count}`));
  }
  for (const client of clients) client.close();
  await gateway.close();
  await crowd.close();
});

test("[K13.2] a token is renewed in-band, so that a connection outlives its tokens", async () => {
  const own = await startStack({ auth: { accessTokenSeconds: 2 } });
  const renewed = Promise.withResolvers<void>();
  class Counting extends MemorySession {
    saves = 0;
    override async save(session: Session): Promise<void> {
      await super.save(session);
      // Each is made at half of the last one's life: the third when the first has ended.
      if (++this.saves === 4) renewed.resolve();
    }
  }
  const session = new Counting();
  await session.save(await new Accounts(own.url).signup({ name: "ann", password: "correct horse" }));
  const client = await Hubbub.connect({ url: own.url, session });
  const states: string[] = [];
  client.on("status", (status) => states.push(status.state));
  const channel = await client.createChannel("talk");
  await renewed.promise;
  await channel.send("still here");
  expect(states).toEqual([]);
  client.close();
  await own.close();
}, 20_000);

test("[K13.3] logging out ends the live client with SessionEnded", async () => {
  const { client, session } = await newcomer("logging out");
  const { refreshToken = "" } = (await session.load()) ?? {};
  await new Accounts(stack.url).logout(refreshToken);
  expect((await state(client, "closed")).reason).toBeInstanceOf(SessionEnded);
});

test("[K13.4] a changed password ends the other sessions", async () => {
  const { client } = await newcomer("changing");
  const accounts = new Accounts(stack.url);
  const other = await accounts.login({ name: "changing", password: "correct horse" });
  await accounts.changePassword(other.accessToken, { current: "correct horse", next: "battery staple" });
  expect((await state(client, "closed")).reason).toBeInstanceOf(SessionEnded);
  expect((await accounts.login({ name: "changing", password: "battery staple" })).user.name).toBe("changing");
});

test("[K13.5] the server's refusals are typed", async () => {
  const { client } = await newcomer("refused");
  using _ = new Closing(client);
  await client.createChannel("taken");
  expect(await failure(client.createChannel("taken"))).toMatchObject({
    reason: "name_taken",
    retry: "never",
  });
  expect(await failure(client.join("not there"))).toMatchObject({ reason: "not_found" });
  expect(await failure(client.createChannel("bad\u0007name"))).toBeInstanceOf(RefusedError);
  const channel = await client.join("taken");
  expect(await failure(channel.send("x", { clientId: "not printable \n" }))).toMatchObject({
    reason: "invalid",
    field: "send.clientId",
  });
});

test("[K13.6] a send that is limited for the moment is sent when the limit allows, in order", async () => {
  const own = await startCrowd({ gateway: { sendRate: { burst: 5, perSecond: 100 } } });
  const client = await Hubbub.connect({ url: own.url, token: await own.mint.token(1) });
  const channel = await client.createChannel("talk");
  const texts = Array.from({ length: 40 }, (_, at) => `m${at}`);
  await Promise.all(texts.map((text) => channel.send(text)));
  const { events } = await channel.history();
  expect(events.flatMap((event) => (event.kind === "message" ? [event.text] : []))).toEqual(texts);
  client.close();
  await own.close();
});

test("[K13.7] a gateway that goes away says so, and the client waits for it", async () => {
  const own = await startCrowd();
  const client = await Hubbub.connect({ url: own.url, token: await own.mint.token(1) });
  const offline = state(client, "offline");
  await own.gateway.close();
  const { reason } = await offline;
  expect(reason).toBeInstanceOf(ConnectionLost);
  expect((reason as ConnectionLost).code).toBe(4000);
  client.close();
  await own.close();
});

test("[K13.8] an administrator's client asks for the server's load, and later only for what is new", async () => {
  const { setupCode } = stack.auth;
  const credentials = { name: "boss", password: "correct horse", setupCode: setupCode! };
  const session = new MemorySession(await new Accounts(stack.url).signup(credentials));
  const client = await Hubbub.connect({ url: stack.url, session });
  using _client = new Closing(client);
  const next = async (since: number) => {
    for (;;) {
      const { samples, intervalMs } = await client.server.health({ since, bySecond: true });
      if (samples.length > 0) return { newest: samples.at(-1)!, samples, intervalMs };
      await Bun.sleep(intervalMs / 10);
    }
  };
  const { newest, intervalMs } = await next(0);
  expect(intervalMs).toBe(1000);
  const later = await next(newest.at);
  expect(later.samples.every(({ at }) => at > newest.at)).toBe(true);
  expect(later.newest.connections).toBeGreaterThan(0);
  expect((await client.server.info()).users).toBeGreaterThan(0);
});
