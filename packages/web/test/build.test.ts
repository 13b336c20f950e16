import { beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

import { temporaryFolder } from "@hubbub/devkit";

import { buildWeb, type WebBuild } from "../build.ts";
import { builtPack } from "../build/built-pack.ts";
import { makeWebFile } from "../build/make-web-file.ts";
import { readPack } from "../build/pack.ts";
import { sourceKey } from "../build/source-key.ts";
import type { WebFile } from "../build/web-file.ts";

/** Scripts that are loaded before the page is there, compressed, in bytes. */
const INITIAL_BYTES = 200_000;

let build: WebBuild;
beforeAll(async () => {
  build = await buildWeb();
});

function fileAt(path: string): WebFile {
  const file = build.files.find((one) => one.path === path);
  if (!file) throw new Error(`there is no ${path}`);
  return file;
}

const textOf = ({ bytes }: WebFile): string => new TextDecoder().decode(bytes);

test("[U2.1] what is loaded before the page is there is less than 200 KB of script, compressed", () => {
  expect(build.initial.length).toBeGreaterThan(0);
  const sizes = build.initial.map((path) => fileAt(path).encodings.br!.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(INITIAL_BYTES);
});

test("[U2.2] the page names only files that are there, by absolute paths, and has nothing inline", () => {
  const html = textOf(fileAt("/index.html"));
  const named = [...html.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, path]) => path!);
  expect(named).toContain("/manifest.webmanifest");
  for (const path of named) expect(fileAt(path).path).toBe(path);
  for (const [, attributes] of html.matchAll(/<script([^>]*)>/g)) expect(attributes).toContain("src=");
  expect(html).not.toMatch(/<style| style=| on[a-z]+=/);
});

test("[U2.3] below /assets/ a name is the content's, elsewhere it is not", () => {
  for (const { path, immutable } of build.files)
    expect([path, immutable]).toEqual([path, path.startsWith("/assets/")]);
  for (const { path, immutable } of build.files)
    if (immutable) expect(path).toMatch(/-[0-9a-z]{8}\.[0-9a-z]+$/);
});

test("[U2.4] it is React's build for production, and the scripts ask no other host for anything", () => {
  const scripts = build.files.filter(({ path }) => path.endsWith(".js")).map(textOf);
  for (const script of scripts) {
    expect(script).not.toContain("react.development");
    expect(script).not.toContain("Download the React DevTools");
    expect(script).not.toMatch(/import\(?"https?:|importScripts/);
  }
});

test("[U2.5] each variant unpacks to the same file; small and compressed ones have none", async () => {
  for (const { bytes, encodings, type } of build.files) {
    if (encodings.gzip) expect(Bun.gunzipSync(encodings.gzip)).toEqual(bytes);
    if (encodings.br) {
      expect(new Uint8Array(brotliDecompressSync(encodings.br))).toEqual(bytes);
      expect(encodings.br.length).toBeLessThan(bytes.length);
    }
    if (type === "image/png") expect(encodings).toEqual({});
  }
  expect((await makeWebFile("/x", "text/plain", "short")).encodings).toEqual({});
});

test("[U2.6] it can be installed: a manifest with icons of the sizes that it says", async () => {
  const manifest = JSON.parse(textOf(fileAt("/manifest.webmanifest"))) as {
    display: string;
    start_url: string;
    icons: { src: string; sizes: string; type: string; purpose?: string }[];
  };
  expect(manifest).toMatchObject({ display: "standalone", start_url: "/", name: "Hubbub" });
  for (const { src, sizes, type } of manifest.icons) {
    const { bytes, type: served } = fileAt(src);
    expect(served).toBe(type);
    if (type !== "image/png") continue;
    const { width, height, format } = await new Bun.Image(bytes).metadata();
    expect([`${width}x${height}`, format]).toEqual([sizes, "png"]);
  }
  expect(manifest.icons.map(({ purpose }) => purpose)).toContain("maskable");
});

test("[U2.8] a source, or the version of a dependency, that has changed is built anew", async () => {
  using folder = temporaryFolder();
  const keys = new Set<string>();
  for (const [path, text] of [
    ["packages/web/src/deep/screen.tsx", "1"],
    ["packages/web/src/deep/screen.tsx", "2"],
    ["packages/web/build/logo.ts", "1"],
    ["packages/web/build.ts", "1"],
    ["packages/client/src/client.ts", "1"],
    ["packages/protocol/src/gen/commands.ts", "1"],
    ["packages/protocol/package.json", "{}"],
    ["package-lock.json", "{}"],
  ] as const) {
    await Bun.write(join(folder.path, path), text);
    keys.add(await sourceKey(folder.path));
  }
  expect(keys.size).toBe(8);
  await Bun.write(join(folder.path, "packages/web/test/some.test.ts"), "1");
  expect(keys).toContain(await sourceKey(folder.path));
});

test("[U2.7] the same sources make the same files, and are built once", async () => {
  const pack = await builtPack();
  expect(readPack(pack).files).toEqual(build.files);
  expect(await builtPack()).toEqual(pack);
});
