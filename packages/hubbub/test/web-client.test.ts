import { afterAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { type ServerProcess, spawnServer, temporaryFolder } from "@hubbub/devkit";

import { buildExecutable } from "../build/build-executable.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const HTML = { Accept: "text/html" };

/** Gets the page and all that it names. Rejects if something is missing. */
async function loadPage(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/c/1`, { headers: HTML });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const html = await answer.text();
  const paths = [...html.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, path]) => path!);
  for (const path of [...paths, "/service-worker.js"]) {
    const part = await fetch(new URL(path, url));
    expect([path, part.status, part.headers.get("content-type")]).toEqual([path, 200, typeOf(path)]);
    expect((await part.bytes()).length).toBeGreaterThan(0);
  }
  return paths;
}

const TYPES: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
};
const typeOf = (path: string): string => TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? path;

async function end(server: Pick<ServerProcess, "kill" | "ended">): Promise<void> {
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);
}

test("[U3.1] a server that was just started builds the web client, or takes it as built before, and serves it", async () => {
  const server = await spawnServer({ data: join(folder.path, "sources"), web: true });
  const paths = await loadPage(server.url);
  expect(paths.filter((path) => path.endsWith(".js")).length).toBeGreaterThan(0);
  await end(server);
});

test("[U3.2] at the first start there is a link for a browser, with the code in its fragment", async () => {
  const link = /signs up at (\S+) or with: npx hubbub chat --url (\S+) --setup-code (\S+)$/;
  const server = await spawnServer({ data: join(folder.path, "link"), web: true });
  const [, address, url, code] = link.exec(server.greeting)!;
  expect([address, url]).toEqual([`${server.url}/setup#code=${code}`, server.url]);
  await end(server);

  const flags = ["--public-url", "https://chat.example"];
  const behind = await spawnServer({ data: join(folder.path, "proxy"), web: true, flags });
  expect(link.exec(behind.greeting)![1]).toBe(`https://chat.example/setup#code=${behind.setupCode}`);
  await end(behind);
});

test("[U3.3] with --no-web there is no web client and no link to it", async () => {
  const server = await spawnServer({ data: join(folder.path, "none") });
  expect(server.greeting).not.toContain("/setup");
  expect(server.setupCode).toBeDefined();
  const answer = await fetch(server.url, { headers: HTML });
  expect(await answer.text()).toStartWith("This is a Hubbub chat server.");
  await end(server);
});

test("[U3.4] the executable has the web client within it: it serves all of it from an empty folder", async () => {
  const executable = join(folder.path, "hubbub");
  await buildExecutable(executable);
  const empty = join(folder.path, "empty");
  mkdirSync(empty);
  const data = join(folder.path, "executable");
  const server = await spawnServer({ data, web: true, command: [executable], cwd: empty });
  await loadPage(server.url);
  await end(server);
  expect(readdirSync(empty)).toEqual([]);
}, 60_000);
