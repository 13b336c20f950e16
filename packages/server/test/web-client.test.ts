import { afterAll, beforeAll, expect, test } from "bun:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { type Stack, startStack } from "@hubbub/devkit";

import type { WebFile } from "../src/http/web-file.ts";

const HTML = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const PAGE = `<!doctype html>${"<p>page</p>".repeat(100)}`;
const SCRIPT = "console.log('script');".repeat(100);

function file(path: string, type: string, content: string, immutable = false): WebFile {
  const bytes = new TextEncoder().encode(content);
  const encodings = {
    br: new Uint8Array(brotliCompressSync(bytes)),
    gzip: new Uint8Array(gzipSync(bytes)),
  };
  return { path, type, immutable, etag: `tag-of-${path.slice(1)}`, bytes, encodings };
}

const FILES = [
  file("/index.html", "text/html; charset=utf-8", PAGE),
  file("/assets/index-abc.js", "text/javascript; charset=utf-8", SCRIPT, true),
  file("/service-worker.js", "text/javascript; charset=utf-8", SCRIPT),
  { ...file("/icon-192.png", "image/png", "picture"), encodings: {} },
];

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ gateway: { webFiles: () => Promise.resolve(FILES) } });
});
afterAll(() => stack.close());

/** As it comes: fetch would unpack it. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  return fetch(`${stack.url}${path}`, {
    method,
    headers: { "Accept-Encoding": "identity", ...headers },
    decompress: false,
  });
}

test("[U1.1] a browser gets the page at any address that isn't the server's own, to be checked each time", async () => {
  for (const path of ["/", "/c/12?at=34", "/setup", "/admin/users", "/index.html"]) {
    const answer = await get(path, HTML);
    expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
  }
});

test.each([
  "/ws",
  "/files",
  "/files/1",
  "/auth",
  "/auth/nothing",
  "/api/nothing",
  "/hooks/none",
  "/healthz",
  "/readyz",
  "/metrics",
  "/control/nothing",
  "/internal/nothing",
  "/unsubscribe",
  "/.well-known/nothing",
  "/assets/gone-abc.js",
])("[U1.2] %s is never the page", async (path) => {
  const answer = await get(path, HTML);
  expect(await answer.text()).not.toContain("<p>page</p>");
  if (path.startsWith("/assets/")) expect(answer.status).toBe(404);
});

test("[U1.3] a program gets no page: one line at /, and 404 elsewhere", async () => {
  const root = await get("/", { Accept: "*/*" });
  expect([root.status, await root.text()]).toEqual([
    200,
    "This is a Hubbub chat server. Open it in a browser, or chat in a terminal: npx hubbub chat\n",
  ]);
  expect((await get("/c/12", { Accept: "application/json" })).status).toBe(404);
  expect((await get("/c/12", { Accept: "text/html;q=0, */*" })).status).toBe(404);
  expect((await get("/c/12", HTML, "POST")).status).toBe(405);
});

test("[U1.4] what has its content's hash in its name is kept for a year, the service worker is not", async () => {
  const script = await get("/assets/index-abc.js");
  expect([script.status, await script.text()]).toEqual([200, SCRIPT]);
  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const worker = await get("/service-worker.js");
  expect(worker.headers.get("cache-control")).toBe("no-cache");
  expect(worker.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
});

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["br;q=0.5, gzip", "gzip"],
  ["br;q=0, *", "gzip"],
  ["*", "br"],
  ["GZIP;Q=0.2, identity;q=0.1", "gzip"],
  ["identity, br;q=0.9", null],
  ["deflate, zstd", null],
  ["br;q=0, gzip;q=0", null],
  ["br;q=nonsense", null],
  ["", null],
])("[U1.5] Accept-Encoding: %p gets %p", async (accepted, encoding) => {
  const answer = await get("/assets/index-abc.js", { "Accept-Encoding": accepted });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-encoding")).toBe(encoding);
  expect(answer.headers.get("vary")).toBe("Accept-Encoding");
  const expected = encoding === null ? SCRIPT : FILES[1]!.encodings[encoding]!;
  const bytes = typeof expected === "string" ? new TextEncoder().encode(expected) : expected;
  expect(await answer.bytes()).toEqual(bytes);
  expect(answer.headers.get("content-length")).toBe(String(bytes.length));
});

test("[U1.6] what is compressed already is sent as it is", async () => {
  const answer = await get("/icon-192.png", { "Accept-Encoding": "gzip, br" });
  expect(answer.headers.get("content-encoding")).toBeNull();
  expect(await answer.text()).toBe("picture");
});

test("[U1.7] what a browser has already is answered with 304, of the same encoding only; HEAD has no body", async () => {
  const br = { "Accept-Encoding": "br" };
  const first = await get("/", { ...HTML, ...br });
  const etag = first.headers.get("etag")!;
  expect(etag).toMatch(/^"[^"]+"$/);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await get("/", { ...HTML, ...br, "If-None-Match": known });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(again.headers.get("etag")).toBe(etag);
    expect(again.headers.get("cache-control")).toBe("no-cache");
  }
  expect((await get("/", { ...HTML, "If-None-Match": etag })).status).toBe(200);
  const head = await get("/", { ...HTML, ...br }, "HEAD");
  expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, etag, ""]);
  expect(head.headers.get("content-length")).toBe(first.headers.get("content-length"));
});

test("[U1.8] the page may load what this server has, open a WebSocket to it, and nothing else", async () => {
  const { headers } = await get("/", HTML);
  const host = new URL(stack.url).host;
  const policy = new Map(
    headers
      .get("content-security-policy")!
      .split("; ")
      .map((rule) => [rule.split(" ")[0]!, rule]),
  );
  expect(policy.get("default-src")).toBe("default-src 'none'");
  expect(policy.get("script-src")).toBe("script-src 'self'");
  expect(policy.get("style-src")).toBe("style-src 'self'");
  expect(policy.get("connect-src")).toBe(`connect-src 'self' ws://${host} wss://${host}`);
  expect(policy.get("frame-ancestors")).toBe("frame-ancestors 'none'");
  expect(policy.get("base-uri")).toBe("base-uri 'none'");
  expect(policy.get("require-trusted-types-for")).toBe("require-trusted-types-for 'script'");
  expect([...policy.values()].join()).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("permissions-policy")).toContain("camera=()");
});

test("[U1.9] who asks before the web client is built waits for it; all else goes on", async () => {
  const built = Promise.withResolvers<readonly WebFile[]>();
  await using early = await startDisposable({ gateway: { webFiles: () => built.promise } });
  const page = fetch(`${early.url}/`, { headers: HTML });
  expect((await fetch(`${early.url}/readyz`)).status).toBe(200);
  expect(Bun.peek.status(page)).toBe("pending");
  built.resolve(FILES);
  expect(await (await page).text()).toBe(PAGE);
});

test("[U1.10] if it can't be built the page says so, and the chat goes on", async () => {
  await using broken = await startDisposable({ gateway: { webFiles: unbuilt } });
  const answer = await fetch(`${broken.url}/`, { headers: HTML });
  expect([answer.status, await answer.text()]).toEqual([
    503,
    "The web client could not be built; the server's log says why.\n",
  ]);
  expect((await fetch(`${broken.url}/readyz`)).status).toBe(200);
});

test("[U1.11] without a web client there is one line at / for everybody", async () => {
  await using none = await startDisposable({});
  const root = await fetch(`${none.url}/`, { headers: HTML });
  expect(await root.text()).toStartWith("This is a Hubbub chat server.");
  expect((await fetch(`${none.url}/c/12`, { headers: HTML })).status).toBe(404);
});

function unbuilt(): Promise<never> {
  return Promise.reject(new Error("a source is wrong"));
}

async function startDisposable(options: Parameters<typeof startStack>[0]) {
  const started = await startStack(options);
  return { url: started.url, [Symbol.asyncDispose]: () => started.close() };
}
