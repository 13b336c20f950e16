import { afterAll, beforeAll, expect, test } from "bun:test";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { breakingChanges, lintFaults } from "../gen/compat.ts";

const PACKAGE = join(import.meta.dir, "..");
const RELEASED = join(PACKAGE, "proto", "released.binpb");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hubbub-proto-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the .proto files with a change in one of them. */
async function changed(file: string, from: string, to: string): Promise<string> {
  const copy = await mkdtemp(join(folder, "copy-"));
  await cp(join(PACKAGE, "buf.yaml"), join(copy, "buf.yaml"));
  await cp(join(PACKAGE, "proto"), join(copy, "proto"), { recursive: true });
  const path = join(copy, "proto", "hubbub", "v1", file);
  const text = await Bun.file(path).text();
  expect(text).toContain(from);
  await Bun.write(path, text.replace(from, to));
  return copy;
}

test("[C7.1] the .proto files are compatible with the released ones, and in style", async () => {
  expect(await lintFaults(PACKAGE)).toBe("");
  expect(await breakingChanges(PACKAGE, RELEASED)).toBe("");
});

test.each([
  ["another number", "string text = 1;", "string text = 2;"],
  ["another type", "uint64 seq = 2;", "string seq = 2;"],
  ["another JSON name", "uint64 user = 4;", "uint64 author = 4;"],
  ["a field that is gone, its number free", "uint64 at = 3;", ""],
])("[C7.2] %s is a breaking change", async (_, from, to) => {
  const copy = await changed("events.proto", from, to);
  expect(await breakingChanges(copy, RELEASED)).toContain("events.proto");
});

test("[C7.3] a new field is none", async () => {
  const copy = await changed("events.proto", "string text = 1;", "string text = 1;\n  uint64 later = 900;");
  expect(await breakingChanges(copy, RELEASED)).toBe("");
});
