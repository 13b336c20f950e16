import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";

import { Hubbub } from "@hubbub/client";
import {
  openRawClient,
  type RawClient,
  spawnServer,
  startTokenMint,
  temporaryFolder,
  type TokenMint,
} from "@hubbub/devkit";
import { SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, expectClosed, send, valueOf } from "./clients.ts";
import { readLog } from "./read-log.ts";

const CLIENTS = 12;
const unlimited = "999999999/999999999";

let mint: TokenMint;
beforeAll(async () => {
  mint = await startTokenMint();
});
afterAll(() => mint.close());

const start = (data: string) =>
  spawnServer({
    data,
    flags: ["--auth-url", mint.url, "--rate-commands", unlimited, "--rate-sends", unlimited],
  });

/** The children of a process, by their ids. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}

test("[P1.21] SIGTERM: what was acknowledged stays, clients are told to come back at different times, 4000, exit code 0", async () => {
  using folder = temporaryFolder();
  const server = await start(folder.path);
  const founder = await openRawClient(server.url, await mint.token(1));
  const channel = await createChannel(founder, "general");
  const clients: RawClient[] = [founder];
  for (let i = 1; i < CLIENTS; i++) {
    clients.push(await openRawClient(server.url, await mint.token(1), SUBPROTOCOLS[i % 2]!));
  }
  const acknowledged = new Map<number, string>();
  let answered = 0;
  const sendAll = async (client: RawClient): Promise<void> => {
    for (;;) {
      const text = crypto.randomUUID();
      const answer = await client.ask(send(channel, text, text));
      if (!answer) return;
      acknowledged.set(valueOf(answer, "sent").seq, text);
      if (++answered === 500) server.kill("SIGTERM");
    }
  };
  await Promise.all(clients.flatMap((client) => [sendAll(client), sendAll(client), sendAll(client)]));
  expect(await server.ended).toBe(0);
  const delays = new Set<number>();
  for (const client of clients) {
    const { retryAfterMs } = await expectClosed(client, "going_away");
    expect(retryAfterMs).toBeGreaterThan(0);
    delays.add(retryAfterMs);
  }
  expect(delays.size).toBeGreaterThan(CLIENTS / 2);

  const again = await start(folder.path);
  const reader = await openRawClient(again.url, await mint.token(1));
  const log = new Map<number, string>();
  for (const { seq, body } of await readLog(reader, channel)) {
    if (body.case === "message") log.set(seq, body.value.text);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(500);
  for (const [seq, text] of acknowledged) expect(log.get(seq)).toBe(text);
  reader.close();
  again.kill("SIGTERM");
  expect(await again.ended).toBe(0);
});

test("[O16.1] a second SIGTERM, or one with a client that doesn't read, changes nothing: it ends with 0", async () => {
  using folder = temporaryFolder();
  const server = await start(folder.path);
  const [stuck, chatter] = [
    await openRawClient(server.url, await mint.token(1)),
    await openRawClient(server.url, await mint.token(2)),
  ];
  const channel = await createChannel(chatter, "general");
  await stuck.ask({ case: "subscribe", value: { channel } });
  stuck.pause();
  const text = "x".repeat(16_000);
  await Promise.all(Array.from({ length: 400 }, () => chatter.ask(send(channel, text))));
  server.kill("SIGTERM");
  server.kill("SIGTERM");
  await expectClosed(chatter, "going_away");
  expect(await server.ended).toBe(0);
});

test.if(process.platform === "linux")(
  "[O16.2] SIGTERM ends the accounts service that was started along, and its workers, too",
  async () => {
    using folder = temporaryFolder();
    const server = await spawnServer({ data: folder.path });
    const client = await Hubbub.connect({
      url: server.url,
      credentials: await signUp(server.url),
    });
    const children = childrenOf(server.pid);
    expect(children.length).toBeGreaterThan(0);
    const all = [...children, ...children.flatMap(childrenOf)];
    client.close();
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    for (const pid of all) expect([pid, existsSync(`/proc/${pid}`)]).toEqual([pid, false]);
  },
);

async function signUp(url: string): Promise<{ name: string; password: string }> {
  const credentials = { name: "ann", password: "correct horse battery" };
  const response = await fetch(`${url}/auth/signup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(credentials),
  });
  if (!response.ok)
    throw new Error(`The sign-up was answered with ${response.status}: ${await response.text()}`);
  return credentials;
}
