import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";

import { type Crowd, openRawClient, startCrowd } from "@hubbub/devkit";

import { openBareSocket } from "./bare-socket.ts";
import { createChannel, send, valueOf } from "./clients.ts";

let crowd: Crowd;
beforeAll(async () => {
  crowd = await startCrowd({ gateway: { origins: ["https://chat.example"] } });
});
afterAll(() => crowd.close());

const get = (path: string, init?: RequestInit) => fetch(crowd.url + path, init);

const statusOf = async (headers: Record<string, string>, url = crowd.url): Promise<number> => {
  const { socket, status } = await openBareSocket(url, headers);
  socket.destroy();
  return status;
};

/** Sends that wait for their commit, the one under way not counted. */
async function waitingSends(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^hubbub_log_waiting (\d+)$/m.exec(metrics)?.[1]);
}

describe("the handshake", () => {
  test("[G4.1] the first offered subprotocol that the server knows is chosen; without one it is refused with 400", async () => {
    for (const [offer, chosen] of [
      ["hubbub.v1.json", "hubbub.v1.json"],
      ["hubbub.v1.protobuf", "hubbub.v1.protobuf"],
      ["hubbub.v9.protobuf, hubbub.v1.json, hubbub.v1.protobuf", "hubbub.v1.json"],
    ] as const) {
      const { status, headers, socket } = await openBareSocket(crowd.url, {
        "Sec-WebSocket-Protocol": offer,
      });
      expect([status, headers.get("sec-websocket-protocol")]).toEqual([101, chosen]);
      socket.destroy();
    }
    for (const offer of ["", "hubbub.v9.protobuf", "chat, HUBBUB.V1.JSON"]) {
      expect(await statusOf({ "Sec-WebSocket-Protocol": offer })).toBe(400);
    }
  });

  test("[G4.2] pages of foreign origins are refused with 403; the server's own, the named ones, and no browser may", async () => {
    for (const origin of [
      "https://evil.example",
      "null",
      "https://chat.example.evil.example",
      "http://chat.example",
      "nonsense",
    ]) {
      expect(await statusOf({ Origin: origin })).toBe(403);
    }
    for (const origin of [crowd.url, "https://chat.example"])
      expect(await statusOf({ Origin: origin })).toBe(101);
    expect(await statusOf({})).toBe(101);
  });

  test("[G4.3] a plain request gets 426, and a handshake without a key 400", async () => {
    const plain = await get("/ws");
    expect([plain.status, plain.headers.get("upgrade")]).toEqual([426, "websocket"]);
    expect(await statusOf({ "Sec-WebSocket-Key": "" })).toBe(400);
  });

  test("[G4.4] past the most connections an upgrade gets 503 with Retry-After; one that ends makes room", async () => {
    const small = await startCrowd({ gateway: { maxConnections: 2 } });
    try {
      const [first] = [await openRawClient(small.url), await openRawClient(small.url)];
      const refused = await openBareSocket(small.url);
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
      first.close();
      await first.closed;
      let status = 503;
      while (status === 503) status = await statusOf({}, small.url);
      expect(status).toBe(101);
    } finally {
      await small.close();
    }
  });
});

test("[O12.1] /healthz says ok, unknown paths get 404 and other methods 405, each with a sentence", async () => {
  for (const [path, init, status] of [
    ["/healthz", {}, 200],
    ["/", {}, 200],
    ["/healthz", { method: "POST" }, 405],
    ["/nowhere", {}, 404],
    ["/nowhere", { method: "DELETE" }, 405],
    ["/ws/", {}, 404],
  ] as const) {
    const answer = await get(path, init);
    expect([path, answer.status]).toEqual([path, status]);
    expect(await answer.text()).toMatch(/^[^\n]+\n$/);
  }
});

test("[O12.2] /readyz says ready while the store and the accounts service answer, 503 and why otherwise", async () => {
  const lonely = await startCrowd();
  try {
    expect((await fetch(`${lonely.url}/readyz`)).status).toBe(200);
    await lonely.mint.close();
    const answer = await fetch(`${lonely.url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, "The accounts service does not answer.\n"]);
    expect((await fetch(`${lonely.url}/healthz`)).status).toBe(200);
  } finally {
    await lonely.close();
  }
});

test("[O12.3] while the server stops /readyz and new connections get 503, and clients are told to come again", async () => {
  const stopping = await startCrowd();
  const client = await openRawClient(stopping.url, await stopping.mint.token(1));
  const channel = await createChannel(client, "the end");
  // Another program has the database for a while, so that the end takes as long as this test likes.
  using other = new Database(join(stopping.data, "hubbub.sqlite"));
  other.run("BEGIN IMMEDIATE");
  // The first commit holds up the rest: once one of them waits, all were taken.
  const sends = [client.ask(send(channel, "first"))];
  while ((await waitingSends(stopping.url)) === 0) sends.push(client.ask(send(channel, "more")));
  const closed = stopping.close();
  const ready = await fetch(`${stopping.url}/readyz`);
  expect([ready.status, ready.headers.get("retry-after")]).toEqual([503, "2"]);
  expect((await openBareSocket(stopping.url)).status).toBe(503);
  other.run("ROLLBACK");
  expect(await client.closed).toEqual({ code: 4000, reason: "going_away" });
  const closing = client.frames.at(-1)?.closing[0];
  expect(closing?.code).toBe(4000);
  expect(closing?.retryAfterMs).toBeGreaterThan(0);
  // What was under way is done and answered.
  for (const sent of await Promise.all(sends)) valueOf(sent, "sent");
  await closed;
  await expect(fetch(`${stopping.url}/healthz`)).rejects.toThrow();
});
