import { expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { spawnServer, startTokenMint, temporaryFolder } from "@hubbub/devkit";

import { FileClient, idOf, sha256 } from "./file-client.ts";

test("[F3.21] kill -9 after the last byte was acknowledged, and in the middle: both uploads go on in the next process", async () => {
  using folder = temporaryFolder();
  const mint = await startTokenMint();
  const data = join(folder.path, "data");
  const flags = ["--auth-url", mint.url, "--no-worker"];
  const bytes = crypto.getRandomValues(new Uint8Array(60_000));
  const first = await spawnServer({ data, flags });
  const before = new FileClient({ url: first.url, mint }, 1);
  const half = await before.begin("half", bytes.length);
  await before.patch(half, 0, bytes.subarray(0, 30_000));
  const whole = await before.begin("whole", bytes.length);
  expect((await before.patch(whole, 0, bytes)).status).toBe(204);
  first.kill("SIGKILL");
  await first.ended;

  const second = await spawnServer({ data, flags });
  const after = new FileClient({ url: second.url, mint }, 1);
  expect(await after.describe(idOf(whole))).toMatchObject({ state: "ready", sha256: sha256(bytes) });
  expect((await after.head(half)).headers.get("upload-offset")).toBe("30000");
  await after.patch(half, 30_000, bytes.subarray(30_000));
  expect(await after.describe(idOf(half))).toMatchObject({ state: "ready", sha256: sha256(bytes) });
  expect(await readdir(join(data, "files/uploads"))).toEqual([]);
  second.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  await mint.close();
});
