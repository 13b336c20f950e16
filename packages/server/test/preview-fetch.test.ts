import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";

import { temporaryFolder } from "@hubbub/devkit";
import type { Server } from "bun";

import { INSPECTION_TIMES, Inspector, INSPECTOR_COMMAND } from "../src/files/inspector.ts";
import { createLog } from "../src/log.ts";
import { fetchPreview, type PreviewTools } from "../src/worker/previews/fetch-preview.ts";
import { guardedGet, type GuardedRequest, type GuardOptions } from "../src/worker/previews/guarded-get.ts";
import { greyPng, turnedJpeg } from "./sample-images.ts";

/** What the server of a test answers, by path; it stands for the whole internet. */
const PAGES: Record<string, (request: Request) => Response | Promise<Response>> = {
  "/page": () =>
    html('<meta property="og:title" content="A page"><meta property="og:image" content="picture">'),
  "/picture": () => new Response(greyPng(2000, 1000), { headers: { "Content-Type": "image/png" } }),
  "/photo": async () => new Response(await turnedJpeg(30, 20), { headers: { "Content-Type": "image/jpeg" } }),
  "/bad-picture": () =>
    html('<title>A page</title><meta property="og:image" content="http://inside.test/secret">'),
  "/bomb-picture": () => html('<title>A page</title><meta property="og:image" content="bomb">'),
  "/bomb": () => new Response(greyPng(10_000, 6_000), { headers: { "Content-Type": "image/png" } }),
  "/late-head": () => html(`<!--${"x".repeat(520 * 1024)}--><title>Too late</title>`),
  "/empty": () => html("<p>Nothing"),
  "/missing": () =>
    new Response("<title>404</title>", { status: 404, headers: { "Content-Type": "text/html" } }),
  "/program": () => new Response("MZ", { headers: { "Content-Type": "application/x-msdownload" } }),
  "/host": (request) => html(`<title>${request.headers.get("host")}</title>`),
  "/there": () => redirect("/page"),
  "/inside": () => redirect("http://inside.test/secret"),
  "/literal": () => redirect("http://169.254.169.254/latest/meta-data"),
  "/file": () => redirect("file:///etc/passwd"),
  "/loop": () => redirect("/loop"),
  "/packed": () =>
    new Response(gzipSync(new Uint8Array(50 * 2 ** 20)), {
      headers: { "Content-Type": "text/html", "Content-Encoding": "gzip" },
    }),
  "/endless": () => stream("x".repeat(64 * 1024), 0),
  "/slow": () => stream("x", 50),
  "/silent": () => new Promise<Response>(() => {}),
};

const html = (body: string): Response => new Response(body, { headers: { "Content-Type": "text/html" } });
const redirect = (to: string): Response =>
  new Response(undefined, { status: 302, headers: { Location: to } });

/** A body that never ends. */
function stream(text: string, pauseMs: number): Response {
  const body = new ReadableStream({
    async pull(controller) {
      if (pauseMs > 0) await Bun.sleep(pauseMs);
      controller.enqueue(new TextEncoder().encode(text));
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/html" } });
}

let server: Server<undefined>;
let tools: PreviewTools;
let guard: GuardOptions;
const folder = temporaryFolder();
const inspector = new Inspector(INSPECTOR_COMMAND, INSPECTION_TIMES);
const asked: string[] = [];
const resolved: string[] = [];

beforeAll(() => {
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      return PAGES[pathname]?.(request) ?? new Response("", { status: 404 });
    },
  });
  guard = {
    resolve: async (name) => {
      resolved.push(name);
      return name === "nobody.test" ? [] : ["127.0.0.1"];
    },
    allowedHosts: [`site.test:${server.port}`],
  };
  tools = { guard, inspector, folder: folder.path, log: createLog("silent") };
});
afterAll(async () => {
  await server.stop(true);
  await inspector.close();
  folder[Symbol.dispose]();
});

const at = (path: string, host = "site.test"): string => `http://${host}:${server.port}${path}`;

const get = (path: string, more: Partial<GuardedRequest> = {}) =>
  guardedGet(
    {
      url: at(path),
      accept: "*/*",
      maxBytes: () => 1024,
      redirects: 3,
      signal: AbortSignal.timeout(5_000),
      ...more,
    },
    guard,
  );

describe("link previews", () => {
  test("[F5.5] a page's title and picture; the picture is made anew as WebP of at most 1,280 pixels", async () => {
    const preview = await fetchPreview(at("/page"), tools);
    expect(preview).toMatchObject({ url: at("/page"), title: "A page", description: "", site: "" });
    const picture = await new Bun.Image(Bun.file(preview!.image!.path)).metadata();
    expect(picture).toEqual({ width: 1280, height: 640, format: "webp" });
  });

  test("[F5.6] a link that leads to a picture is shown as that, without its EXIF", async () => {
    const preview = await fetchPreview(at("/photo"), tools);
    expect(preview).toMatchObject({ title: "", description: "" });
    expect(Buffer.from(await Bun.file(preview!.image!.path).bytes()).includes("secret")).toBe(false);
  });

  test.each(["/bad-picture", "/bomb-picture"])(
    "[F5.7] a page whose picture can't be had is shown without: %s",
    async (path) => {
      expect(await fetchPreview(at(path), tools)).toMatchObject({ title: "A page", image: undefined });
    },
  );

  test.each(["/empty", "/missing", "/program", "/late-head", "/bomb"])(
    "[F5.8] nothing is shown of what says nothing of itself: %s",
    async (path) => {
      expect(await fetchPreview(at(path), tools)).toBeUndefined();
    },
  );
});

describe("the guard", () => {
  test("[F5.9] the connection goes to the address that was checked, and the server sees the name", async () => {
    resolved.length = 0;
    const { bytes } = await get("/host");
    expect(new TextDecoder().decode(bytes)).toBe(`<title>site.test:${server.port}</title>`);
    expect(resolved).toEqual(["site.test"]);
  });

  test("[F5.10] a name that resolves to another address the second time is asked at the first one", async () => {
    const answers = [["127.0.0.1"], ["169.254.169.254"]];
    const rebinding = { ...guard, resolve: async () => answers.shift() ?? [] };
    const request = {
      url: at("/host"),
      accept: "*/*",
      maxBytes: () => 99,
      redirects: 0,
      signal: AbortSignal.timeout(5_000),
    };
    expect((await guardedGet(request, rebinding)).status).toBe(200);
    expect(answers).toEqual([["169.254.169.254"]]);
  });

  test.each([
    ["http://inside.test/", "not a public address"],
    ["http://127.0.0.1/", "not a public address"],
    ["http://2130706433/", "not a public address"],
    ["http://0x7f.1/", "not a public address"],
    ["http://[::1]/", "not a public address"],
    ["http://[::ffff:127.0.0.1]/", "not a public address"],
    ["http://nobody.test/", "has no address"],
    ["http://inside.test:8080/", "port 8080"],
    ["https://inside.test:22/", "port 22"],
    ["ftp://inside.test/", "not http or https"],
    ["http://name:password@inside.test/", "password"],
  ])("[F5.11] %s is never asked", async (url, reason) => {
    await expect(get("", { url })).rejects.toThrow(reason);
  });

  test("[F5.12] one address of a name that isn't public is enough", async () => {
    const mixed = { ...guard, resolve: async () => ["93.184.216.34", "10.0.0.1"] };
    const request = {
      url: "http://mixed.test/",
      accept: "*/*",
      maxBytes: () => 99,
      redirects: 0,
      signal: AbortSignal.timeout(5_000),
    };
    await expect(guardedGet(request, mixed)).rejects.toThrow("not a public address");
  });

  test.each([
    ["/inside", "not a public address"],
    ["/literal", "not a public address"],
    ["/file", "not http or https"],
    ["/loop", "too many redirects"],
  ])("[F5.13] every redirect is checked: %s", async (path, reason) => {
    asked.length = 0;
    await expect(get(path)).rejects.toThrow(reason);
    expect(asked).not.toContain("/secret");
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test("[F5.14] a redirect that may be followed is", async () => {
    expect((await get("/there")).url.pathname).toBe("/page");
  });

  test("[F5.15] what is packed in spite of the request is refused, unread", async () => {
    await expect(get("/packed")).rejects.toThrow("packed with gzip");
  });

  test("[F5.16] a body without end is cut off at its limit", async () => {
    const { bytes, cut } = await get("/endless", { maxBytes: () => 100_000 });
    expect({ size: bytes.length, cut }).toEqual({ size: 100_000, cut: true });
  });

  test.each(["/slow", "/silent"])("[F5.17] a server that takes too long is given up: %s", async (path) => {
    await expect(get(path, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
  });
});
