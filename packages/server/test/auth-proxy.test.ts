import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, openRawClient, startCrowd, startStack } from "@hubbub/devkit";

import { createChannel, send, valueOf } from "./clients.ts";

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
