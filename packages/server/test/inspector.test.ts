import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { temporaryFolder } from "@hubbub/devkit";

import { isShown } from "../src/files/content-type.ts";
import type { Inspected } from "../src/files/inspect-file.ts";
import { INSPECTION_TIMES, Inspector, INSPECTOR_COMMAND } from "../src/files/inspector.ts";
import { greyPng, manyScansJpeg, turnedJpeg } from "./sample-images.ts";

const folder = temporaryFolder();
let inspector: Inspector;
let files = 0;

beforeAll(() => {
  inspector = new Inspector(INSPECTOR_COMMAND, INSPECTION_TIMES);
});
afterAll(async () => {
  await inspector.close();
  folder[Symbol.dispose]();
});

interface Looked extends Inspected {
  small: string;
  large: string;
}

async function inspect(bytes: Uint8Array<ArrayBuffer> | string, by = inspector): Promise<Looked> {
  const path = join(folder.path, String(files++));
  await Bun.write(path, bytes);
  const [small, large] = [`${path}.small`, `${path}.large`];
  const images = [
    { side: 360, path: small },
    { side: 1280, path: large },
  ];
  return { ...(await by.inspect({ path, images })), small, large };
}

const metadataOf = (path: string) => new Bun.Image(Bun.file(path)).metadata();

test("[F2.1] a file's type is told from its bytes alone, and scripts are never shown in place", async () => {
  const cases: [string | Uint8Array<ArrayBuffer>, string, boolean][] = [
    [greyPng(3, 2), "image/png", true],
    [await turnedJpeg(3, 2), "image/jpeg", true],
    ["%PDF-1.7\n%âãÏÓ\n1 0 obj", "application/pdf", false],
    [
      "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
      "text/plain; charset=utf-8",
      false,
    ],
    ["<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "application/xml", false],
    ["<!doctype html><script>alert(1)</script>", "text/plain; charset=utf-8", false],
    ["Grüße", "text/plain; charset=utf-8", false],
    [Uint8Array.of(1, 0, 2), "application/octet-stream", false],
    [Uint8Array.of(0x81, 0x82, 0x83), "application/octet-stream", false],
    ["", "application/octet-stream", false],
  ];
  for (const [bytes, type, shown] of cases) {
    const inspected = await inspect(bytes);
    expect(inspected.type).toBe(type);
    expect(isShown(inspected.type)).toBe(shown);
  }
});

test("[F2.2] size and SHA-256 are those of the bytes", async () => {
  const { size, sha256 } = await inspect("abc");
  expect(size).toBe(3);
  expect(sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("[F2.3] an image gets WebP thumbnails that fit in 360 and 1,280 pixels, never enlarged", async () => {
  const wide = await inspect(greyPng(3000, 1000));
  expect(wide.image).toEqual({ width: 3000, height: 1000 });
  expect(await metadataOf(wide.small)).toMatchObject({ width: 360, height: 120, format: "webp" });
  expect(await metadataOf(wide.large)).toMatchObject({ width: 1280, height: 427, format: "webp" });
  const tiny = await inspect(greyPng(20, 30));
  expect(await metadataOf(tiny.large)).toMatchObject({ width: 20, height: 30 });
});

test("[F2.4] an image is turned as its EXIF says, and its thumbnails have no EXIF", async () => {
  const turned = await inspect(await turnedJpeg(800, 400));
  expect(turned.image).toEqual({ width: 400, height: 800 });
  expect(await metadataOf(turned.small)).toMatchObject({ width: 180, height: 360 });
  expect(Buffer.from(await Bun.file(turned.small).bytes()).includes("secret")).toBe(false);
});

test("[F2.5] a bomb of pixels, a torn image and one that only claims to be one are files without pictures", async () => {
  const png = greyPng(40, 40);
  const cases = [greyPng(10_000, 5_001), png.subarray(0, 50), png.slice(0, 8)];
  for (const bytes of cases) {
    const { image, small } = await inspect(new Uint8Array(bytes));
    expect(image).toBeUndefined();
    expect(existsSync(small)).toBe(false);
  }
});

test("[F2.6] an image of 1 × 100,000 pixels gets thumbnails", async () => {
  const thin = await inspect(greyPng(1, 100_000));
  expect(thin.image).toEqual({ width: 1, height: 100_000 });
  expect(await metadataOf(thin.small)).toMatchObject({ width: 1, height: 360 });
});

test("[F2.7] an image that ends the inspector is a file without pictures, and the next one is looked at", async () => {
  const script = fileURLToPath(new URL("./crashing-inspector.process.ts", import.meta.url));
  const crashing = new Inspector([process.execPath, script], INSPECTION_TIMES);
  const { image, type, small } = await inspect(greyPng(4, 4), crashing);
  expect({ image, type }).toEqual({ image: undefined, type: "image/png" });
  expect(existsSync(small)).toBe(false);
  expect((await inspect("text", crashing)).type).toBe("text/plain; charset=utf-8");
  await crashing.close();
});

test("[F2.9] a small JPEG of a thousand scans, half a minute's work, is ended in time", async () => {
  const hasty = new Inspector(INSPECTOR_COMMAND, { startMs: 2_000, imageMs: 0 });
  const { image, type } = await inspect(manyScansJpeg(1_000), hasty);
  expect({ image, type }).toEqual({ image: undefined, type: "image/jpeg" });
  await hasty.close();
});

test("[F2.8] files are looked at one after the other, and one that isn't there fails alone", async () => {
  const missing = inspector.inspect({ path: join(folder.path, "missing"), images: [] });
  const [first, second] = await Promise.all([inspect("one"), inspect("two"), missing.catch(() => {})]);
  expect([first.size, second.size]).toEqual([3, 3]);
  await expect(missing).rejects.toThrow();
});
