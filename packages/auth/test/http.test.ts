import { expect, test } from "bun:test";

import fc from "fast-check";
import pino from "pino";

import { createContext } from "../src/context.ts";
import { dispatch } from "../src/http/dispatch.ts";
import type { Method } from "../src/http/route.ts";
import { AUTH_ERRORS, authDefaults } from "../src/index.ts";
import { ROUTES } from "../src/routes/index.ts";
import { bearer, PASSWORD, TestService } from "./test-service.ts";

/** The paths that take this method. */
const pathsOf = (method: Method) =>
  [...ROUTES].filter(([, routes]) => routes.has(method)).map(([path]) => path);
const POSTS = pathsOf("POST");
const GETS = pathsOf("GET");
/** Those that take one method only. */
const single = (paths: string[]) => paths.filter((path) => ROUTES.get(path)?.size === 1);
const FIELDS = ["name", "password", "setup_code", "refresh_token", "current_password", "new_password"].concat(
  ["ticket", "code", "response", "passkey", "id", "bot", "role", "scopes", "uses", "email", "challenge"],
  ["return_to", "verifier", "token", "invitation", "issuer", "subject", "expires_at"],
);

/** A login's body of so many bytes. */
const json = (bytes: number) => JSON.stringify({ name: "a", password: "x".repeat(bytes - 26) });
/** A body of so many KiB of spaces, its length not stated. */
const pieces = (count: number) =>
  new ReadableStream({
    pull(controller) {
      if (count-- > 0) controller.enqueue(new Uint8Array(1024).fill(32));
      else controller.close();
    },
  });

test("[A10.1] unknown paths are 404, other methods 405 with Allow, both in JSON", async () => {
  await using auth = await TestService.start();
  for (const path of [
    "/",
    "/auth",
    "/auth/login/",
    "/AUTH/LOGIN",
    "/__proto__",
    "/constructor",
    "/auth/%2e%2e/x",
    "//",
  ]) {
    const { status, body } = await auth.request(path);
    expect({ path, status, code: body.error.code }).toEqual({ path, status: 404, code: "not_found" });
  }
  for (const [paths, good, bad] of [
    [single(POSTS), "POST", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]],
    [single(GETS), "GET", ["POST", "PUT", "DELETE"]],
  ] as const) {
    for (const path of paths) {
      for (const method of bad) {
        const { status, body, headers } = await auth.request(path, { method });
        expect({ path, method, status }).toEqual({ path, method, status: 405 });
        expect(body.error.code).toBe("method_not_allowed");
        expect(headers.get("Allow")).toBe(good);
      }
    }
  }
});

test("[A10.2] a body over 16 KiB is 413, with its length stated or not; one of 16 KiB is read", async () => {
  await using auth = await TestService.start();
  const send = (body: BodyInit) => auth.request("/auth/login", { method: "POST", body });
  expect(json(16_384)).toHaveLength(16_384);
  expect((await send(json(16_384))).body.error.code).toBe("wrong_credentials");
  for (const body of [
    json(16_385),
    new Uint8Array(3_000_000),
    pieces(17),
    pieces(Number.POSITIVE_INFINITY),
  ]) {
    const { status, body: refusal } = await send(body);
    expect(status).toBe(413);
    expect(refusal.error).toMatchObject({ code: "too_large", limit: 16_384 });
  }
  expect((await send(pieces(16))).body.error.message).toBe("The body is not JSON.");
});

test("[A10.3] a body that isn't a JSON object in UTF-8 is 400 and says so", async () => {
  await using auth = await TestService.start();
  const message = async (body: BodyInit | null) => {
    const answer = await auth.request("/auth/login", { method: "POST", body });
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe("invalid");
    return answer.body.error.message;
  };
  for (const body of [null, "", "{", "{name:1}", "NaN", '{"name":"a",}']) {
    expect(await message(body)).toBe("The body is not JSON.");
  }
  for (const body of ["null", "1", '"x"', "[]", "true"]) {
    expect(await message(body)).toBe("The body must be a JSON object.");
  }
  expect(await message(new Uint8Array([0x22, 0xff, 0x22]))).toBe("The body is not UTF-8.");
});

test("[A10.3] a missing field and a wrong type are named; fields that are not known are ignored", async () => {
  await using auth = await TestService.start();
  const error = async (path: string, body: object) => (await auth.post(path, body)).body.error;
  expect(await error("/auth/login", { password: "x" })).toEqual({
    code: "invalid",
    message: "name: is missing.",
    field: "name",
  });
  for (const value of [null, 1, true, {}, ["a"]]) {
    for (const [path, field, rest] of [
      ["/auth/signup", "name", { password: PASSWORD }],
      ["/auth/signup", "password", { name: "a" }],
      ["/auth/signup", "setup_code", { name: "a", password: PASSWORD }],
      ["/auth/login", "password", { name: "a" }],
      ["/auth/refresh", "refresh_token", {}],
      ["/auth/logout", "refresh_token", {}],
    ] as const) {
      const found = await error(path, { ...rest, [field]: value });
      expect(found).toEqual({ code: "invalid", message: `${field}: must be a string.`, field });
    }
  }
  const answer = await auth.post("/auth/signup", {
    name: "a",
    password: PASSWORD,
    admin: true,
    id: 7,
    __proto__: {},
  });
  expect(answer.body.user).toMatchObject({ id: 1, name: "a", admin: false });
});

test("[P7.3] whatever is sent to any route, the answer is JSON with a known error, never a 5xx, and the service lives", async () => {
  await using auth = await TestService.start();
  const { access_token } = await auth.signup("Ada");
  await auth.signup("Bystander");
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.jsonValue(),
    fc.constant(PASSWORD),
    fc.constant("Ada"),
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc
      .dictionary(fc.constantFrom(...FIELDS), value)
      .map((fields) => new TextEncoder().encode(JSON.stringify(fields))),
  );
  const header = fc.oneof(
    fc.constant(""),
    fc.constant(`Bearer ${access_token}`),
    fc.base64String().map((t) => `Bearer ${t}`),
  );
  const query = fc.oneof(
    fc.constant(""),
    fc.webQueryParameters().map((text) => `?${text}&after=${text}`),
  );
  const request = fc.record({ path: fc.constantFrom(...POSTS, ...GETS), body, header, query });
  const wellKnown = new Set<string>(Object.keys(AUTH_ERRORS));
  await fc.assert(
    fc.asyncProperty(request, async ({ path, body, header, query }) => {
      const isPost = POSTS.includes(path);
      const answer = await fetch(auth.service.url + path + query, {
        method: isPost ? "POST" : "GET",
        headers: { Authorization: header },
        ...(isPost && { body }),
      });
      expect(answer.status).toBeLessThan(500);
      if (path === "/metrics") return void (await answer.text());
      const parsed = (await answer.json()) as { error?: { code: string; message: string } };
      if (answer.status < 300) return;
      expect(wellKnown.has(parsed.error?.code ?? "")).toBe(true);
      expect(parsed.error?.message).toMatch(/^\S.+\.$/s);
    }),
    { numRuns: 700 },
  );
  expect((await auth.request("/healthz")).status).toBe(200);
  expect((await auth.login("Bystander")).user.id).toBe(2);
});

test("[P7.3] requests that break off or aren't HTTP leave the service unharmed", async () => {
  await using auth = await TestService.start();
  const pieces = [
    "GET",
    "\r\n\r\n",
    "\0\0\0\0\r\n\r\n",
    "GET /healthz HTTP/9.9\r\n\r\n",
    "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
    "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    `GET /auth/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${"A".repeat(100_000)}\r\n\r\n`,
    "GET http://[/ HTTP/1.1\r\nHost: [\r\n\r\n",
  ];
  for (const piece of pieces) {
    const socket = await Bun.connect({
      hostname: "127.0.0.1",
      port: auth.service.port,
      socket: { data() {} },
    });
    socket.write(piece);
    socket.flush();
    expect((await auth.request("/healthz")).status).toBe(200);
    socket.terminate();
    expect((await auth.request("/readyz")).status).toBe(200);
  }
});

test("[O1.1] /healthz and /readyz answer; /readyz is 503 when the database can't be read", async () => {
  await using auth = await TestService.start();
  expect(await auth.request("/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
  expect(await auth.request("/readyz")).toMatchObject({ status: 200, body: { status: "ready" } });

  const config = { ...authDefaults, database: auth.database };
  const ctx = await createContext(config, { log: pino({ level: "silent" }), now: Date.now });
  await ctx.store.close();
  const ask = (path: string) => dispatch(ctx, new Request(`http://localhost${path}`), "127.0.0.1");
  expect((await ask("/healthz")).status).toBe(200);
  const answer = await ask("/readyz");
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: "unavailable" } });
  await ctx.pool.close();
});

test("[O1.2] /metrics has the queue, its delay, the workers, what was refused, and no label that clients make up", async () => {
  await using auth = await TestService.start();
  const { access_token } = await auth.signup("Ada");
  await auth.request("/made/up/by/a/client");
  await auth.get("/auth/me", access_token);
  const answer = await fetch(`${auth.service.url}/metrics`);
  expect(answer.headers.get("Content-Type")).toStartWith("text/plain");
  const text = await answer.text();
  for (const line of [
    "hubbub_auth_hash_queue_length 0",
    "hubbub_auth_hash_workers 1",
    "hubbub_auth_hash_queue_delay_p95_seconds ",
    'hubbub_auth_hash_duration_seconds_count{op="hash"} 2',
    "hubbub_auth_hash_queue_delay_seconds_count 2",
    'hubbub_auth_requests_total{route="/auth/signup",status="201"} 1',
    'hubbub_auth_requests_total{route="other",status="404"} 1',
  ]) {
    expect(text).toContain(`\n${line}`);
  }
  expect(text).not.toContain("made");
  expect(text).not.toContain("Ada");
});

test("[A10.4] a request with a token in the wrong place is told to send it as a header", async () => {
  await using auth = await TestService.start();
  const { access_token } = await auth.signup("Ada");
  const { status, body } = await auth.request(`/auth/me?access_token=${access_token}`);
  expect(status).toBe(401);
  expect(body.error.message).toContain("Authorization: Bearer");
  expect((await auth.request("/auth/me", { headers: bearer(access_token) })).status).toBe(200);
});
