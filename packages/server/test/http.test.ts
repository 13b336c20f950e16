import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";

import { type Crowd, openRawClient, type RawClient, startCrowd, startStack } from "@hubbub/devkit";
import { type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";

import { openBareSocket } from "./bare-socket.ts";
import { createChannel, send, valueOf } from "./clients.ts";

let crowd: Crowd;
beforeAll(async () => {
  crowd = await startCrowd({ gateway: { origins: ["https://chat.example"], controlKey: "the control key" } });
});
afterAll(() => crowd.close());

const get = (path: string, init?: RequestInit) => fetch(crowd.url + path, init);

const statusOf = async (headers: Record<string, string>, url = crowd.url): Promise<number> => {
  const { socket, status } = await openBareSocket(url, headers);
  socket.destroy();
  return status;
};

const profile = (query: string, key?: string, method = "POST") =>
  get(`/control/profile${query}`, {
    method,
    headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
  });

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

describe("the way to the accounts service", () => {
  interface Seen {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
  }
  const accounts = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      if (pathname === "/auth/busy") {
        return new Response('{"error":{"code":"rate_limited"}}', {
          status: 429,
          headers: { "Content-Type": "application/json", "Retry-After": "7", "X-Internal": "no" },
        });
      }
      if (pathname === "/auth/none") return new Response(null, { status: 204 });
      const seen: Seen = {
        method: request.method,
        path: pathname + search,
        headers: request.headers.toJSON(),
        body: await request.text(),
      };
      return Response.json(seen, { status: 201 });
    },
  });
  let through: Crowd;
  beforeAll(async () => {
    through = await startCrowd({
      gateway: { authUrl: `http://127.0.0.1:${accounts.port}`, internalKey: undefined },
    });
  });
  afterAll(async () => {
    await through.close();
    await accounts.stop(true);
  });

  test("[G5.1] /auth/… is handed on with method, body and token, and the answer back with status and Retry-After", async () => {
    const answer = await fetch(`${through.url}/auth/login?a=1&b=%2f`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: "Bearer x", Cookie: "secret=1" },
      body: '{"name":"Ada 🎉"}',
    });
    expect(answer.status).toBe(201);
    const seen = (await answer.json()) as Seen;
    expect(seen).toMatchObject({ method: "POST", path: "/auth/login?a=1&b=%2f", body: '{"name":"Ada 🎉"}' });
    expect(seen.headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer x" });
    expect(seen.headers.cookie).toBeUndefined();
    const busy = await fetch(`${through.url}/auth/busy`, { method: "POST", body: "{}" });
    expect([busy.status, busy.headers.get("retry-after"), busy.headers.get("x-internal")]).toEqual([
      429,
      "7",
      null,
    ]);
    expect(await busy.json()).toEqual({ error: { code: "rate_limited" } });
    expect((await fetch(`${through.url}/auth/none`, { method: "DELETE" })).status).toBe(204);
    expect((await fetch(`${through.url}/.well-known/jwks.json`)).status).toBe(201);
  });

  test("[G5.2] the accounts service is told the address of the socket, whatever X-Forwarded-For the client wrote", async () => {
    const answer = await fetch(`${through.url}/auth/me`, {
      headers: { "X-Forwarded-For": "10.9.8.7", Forwarded: "for=10.9.8.7", "X-Real-IP": "10.9.8.7" },
    });
    const { headers } = (await answer.json()) as Seen;
    expect(headers["x-forwarded-for"]).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
    expect(JSON.stringify(headers)).not.toContain("10.9.8.7");
  });

  test("[G5.8] behind a trusted proxy the accounts service is told the last address in X-Forwarded-For that is no trusted proxy", async () => {
    const written = { "X-Forwarded-For": "192.0.2.1, 203.0.113.7, 10.1.2.3" };
    const told: [trustedProxies: string[], address: RegExp][] = [
      [["127.0.0.0/8", "10.0.0.0/8"], /^203\.0\.113\.7$/],
      [["127.0.0.1"], /^10\.1\.2\.3$/],
      // Who connects is none of these: whatever they write is their own.
      [["10.0.0.0/8"], /^(::ffff:)?127\.0\.0\.1$/],
    ];
    for (const [trustedProxies, address] of told) {
      const authUrl = `http://127.0.0.1:${accounts.port}`;
      const proxied = await startCrowd({ gateway: { authUrl, internalKey: undefined, trustedProxies } });
      try {
        const answer = await fetch(`${proxied.url}/auth/me`, { headers: written });
        const { headers } = (await answer.json()) as Seen;
        expect(headers["x-forwarded-for"]).toMatch(address);
      } finally {
        await proxied.close();
      }
    }
  });

  test("[G5.9] what X-Forwarded-Proto says of the scheme is handed on from a trusted proxy alone", async () => {
    for (const [trustedProxies, told] of [
      [["127.0.0.1"], "https"],
      [["10.0.0.0/8"], undefined],
      [[], undefined],
    ] as const) {
      const authUrl = `http://127.0.0.1:${accounts.port}`;
      const proxied = await startCrowd({ gateway: { authUrl, internalKey: undefined, trustedProxies } });
      try {
        const answer = await fetch(`${proxied.url}/auth/me`, { headers: { "X-Forwarded-Proto": "https" } });
        const { headers } = (await answer.json()) as Seen;
        expect(headers["x-forwarded-proto"]).toBe(told as string);
      } finally {
        await proxied.close();
      }
    }
  });

  test("[G5.5] the accounts service is told the host that was asked for, the page's origin and the program", async () => {
    const host = new URL(through.url).host;
    const told = {
      Origin: "https://chat.example.org",
      "User-Agent": "a browser",
      "X-Forwarded-Host": "evil.example",
    };
    const { headers } = (await (await fetch(`${through.url}/auth/me`, { headers: told })).json()) as Seen;
    expect(headers).toMatchObject({
      "x-forwarded-host": host,
      origin: "https://chat.example.org",
      "user-agent": "a browser",
    });
  });

  test("[G5.3] the feed of revocations and /auth/internal/… can't be asked through the gateway, however the path is written", async () => {
    for (const path of [
      "/auth/revocations",
      "/auth/revocations?after=0",
      "/auth/./revocations",
      "/auth/x/../revocations",
      "/auth/internal/accounts",
      "/auth/x/%2e%2e/internal/accounts?after=0",
    ]) {
      const answer = await fetch(through.url + path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
    }
    expect((await fetch(`${through.url}/auth/%2e%2e/metrics`)).status).not.toBe(201);
  });

  test("[G5.4] while the accounts service is gone /auth/… gets 503 with Retry-After", async () => {
    const lonely = await startCrowd();
    try {
      await lonely.mint.close();
      const answer = await fetch(`${lonely.url}/auth/login`, { method: "POST", body: "{}" });
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
      expect(await answer.json()).toMatchObject({ error: { code: "unavailable" } });
    } finally {
      await lonely.close();
    }
  });

  test("[G5.5] a body of more than 64 KiB is refused with 413, one without a length with 411", async () => {
    const answer = await fetch(`${through.url}/auth/login`, {
      method: "POST",
      body: "x".repeat(64 * 1024 + 1),
    });
    expect(answer.status).toBe(413);
    // Without a length there is no telling before.
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        controller.close();
      },
    });
    const chunked = await fetch(`${through.url}/auth/login`, { method: "POST", body: chunks });
    expect(chunked.status).toBe(411);
  });
});

test("[G5.6] sign-up, login and chat need the gateway's address alone", async () => {
  const stack = await startStack();
  try {
    const post = async (path: string, body: object) => {
      const answer = await fetch(stack.url + path, { method: "POST", body: JSON.stringify(body) });
      return { status: answer.status, body: (await answer.json()) as { access_token: string } };
    };
    const ada = { name: "Ada", password: "correct horse" };
    expect((await post("/auth/signup", ada)).status).toBe(201);
    expect((await post("/auth/login", { ...ada, password: "wrong horse" })).status).toBe(401);
    const { access_token } = (await post("/auth/login", ada)).body;
    const client = await openRawClient(stack.url, access_token);
    valueOf(await client.ask(send(await createChannel(client, "first"), "hello")), "sent");
  } finally {
    await stack.close();
  }
});

describe("/control/profile", () => {
  test("[O6.1] a profile needs the control key, POST, and a time of 0 to 300 seconds", async () => {
    expect((await profile("?seconds=1")).status).toBe(403);
    expect((await profile("?seconds=1", "the control kez")).status).toBe(403);
    expect((await profile("?seconds=1", "")).status).toBe(403);
    expect((await profile("?seconds=1", "the control key", "GET")).status).toBe(405);
    for (const query of [
      "",
      "?seconds=0",
      "?seconds=-1",
      "?seconds=301",
      "?seconds=x",
      "?seconds=Infinity",
    ]) {
      expect([query, (await profile(query, "the control key")).status]).toEqual([query, 400]);
    }
    const keyless = await startCrowd();
    const answer = await fetch(`${keyless.url}/control/profile?seconds=1`, {
      method: "POST",
      headers: { Authorization: "Bearer undefined" },
    });
    expect(answer.status).toBe(403);
    await keyless.close();
  });

  test("[O6.2] a profile is a .cpuprofile of the main thread; two at once are refused", async () => {
    const first = profile("?seconds=0.5", "the control key");
    const second = await profile("?seconds=0.5", "the control key");
    expect(second.status).toBe(409);
    const taken = (await (await first).json()) as {
      nodes: unknown[];
      samples: number[];
      startTime: number;
      endTime: number;
    };
    expect(taken.nodes.length).toBeGreaterThan(1);
    expect(taken.samples.length).toBeGreaterThan(0);
    expect(taken.endTime).toBeGreaterThan(taken.startTime);
  });
});

describe("settings", () => {
  test("[G4.5] permessage-deflate is offered only if it is turned on, and then frames of any size go both ways", async () => {
    const offer = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
    const plain = await openBareSocket(crowd.url, offer);
    expect([plain.status, plain.headers.get("sec-websocket-extensions")]).toEqual([101, undefined]);
    plain.socket.destroy();
    const deflating = await startCrowd({ gateway: { deflate: true } });
    try {
      const bare = await openBareSocket(deflating.url, offer);
      expect(bare.headers.get("sec-websocket-extensions")).toStartWith("permessage-deflate");
      bare.socket.destroy();
      const refusing = await openBareSocket(deflating.url);
      expect([refusing.status, refusing.headers.get("sec-websocket-extensions")]).toEqual([101, undefined]);
      refusing.socket.destroy();
      for (const subprotocol of SUBPROTOCOLS) await chat(deflating, subprotocol);
    } finally {
      await deflating.close();
    }
  });

  test("[G4.6] with immediate flushing every event is delivered in a frame of its own, and flushes are never followed by a rest", async () => {
    const immediate = await startCrowd({ gateway: { flush: "immediate" } });
    try {
      for (const subprotocol of SUBPROTOCOLS) {
        const { frames } = await chat(immediate, subprotocol);
        for (const { events, replies } of frames) expect(events.length + replies.length).toBeLessThan(2);
      }
      const metrics = await (await fetch(`${immediate.url}/metrics`)).text();
      expect(metrics).toContain("\nhubbub_flush_interval_ms 0\n");
    } finally {
      await immediate.close();
    }
  });

  test("[G4.7] with --json-frames binary JSON leaves as bytes that say the same, heartbeats too", async () => {
    const asBytes = await startCrowd({ gateway: { jsonFrames: "binary", heartbeatMs: 1_000 } });
    try {
      const token = await asBytes.mint.token(1);
      const socket = new WebSocket(`${asBytes.url.replace("http", "ws")}/ws`, ["hubbub.v1.json"]);
      socket.binaryType = "arraybuffer";
      const came: unknown[] = [];
      const both = new Promise<void>((resolve) => {
        socket.addEventListener("message", ({ data }) => came.push(data) === 2 && resolve());
      });
      socket.addEventListener("open", () =>
        socket.send(`{"commands":[{"id":7,"authenticate":{"token":"${token}"}}]}`),
      );
      await both;
      for (const data of came) expect(data).toBeInstanceOf(ArrayBuffer);
      const frames = came.map((data) => JSON.parse(new TextDecoder().decode(data as ArrayBuffer)));
      expect(frames[0].replies[0].id).toBe(7);
      expect(frames[1]).toEqual({});
      socket.close();
      for (const subprotocol of SUBPROTOCOLS) await chat(asBytes, subprotocol);
    } finally {
      await asBytes.close();
    }
  });
});

/** 100 messages of 1 byte to 16 KiB, all received in order. */
async function chat(at: Crowd, subprotocol: Subprotocol): Promise<RawClient> {
  const client = await openRawClient(at.url, await at.mint.token(1), subprotocol);
  expect(client.socket.protocol).toBe(subprotocol);
  const channel = await createChannel(client, `chat ${subprotocol}`);
  await client.ask({ case: "subscribe", value: { channel } });
  const texts = Array.from({ length: 100 }, (_, i) => `${i} `.padEnd(1 + ((i * 577) % 16_000), "abc"));
  for (const body of await Promise.all(texts.map((text) => client.ask(send(channel, text)))))
    valueOf(body, "sent");
  await client.until(({ events }) => events.some(({ seq }) => seq === 102));
  const got = client.frames.flatMap(({ events }) => events.map(({ body }) => body));
  expect(got.map((body) => body.case === "message" && body.value.text)).toEqual(texts);
  return client;
}
