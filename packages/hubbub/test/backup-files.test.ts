import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { type Crowd, startCrowd, temporaryFolder } from "@hubbub/devkit";

import { readBackup, writeBackup } from "../src/backup-file.ts";

async function ask(
  crowd: Crowd,
  path: string,
  init: { method?: string; headers?: object; body?: BodyInit } = {},
) {
  const headers = { ...init.headers, Authorization: `Bearer ${await crowd.mint.token(1)}` };
  return fetch(new URL(path, crowd.url), { ...init, headers });
}

/** Uploads in one request; the file's path. */
async function upload(crowd: Crowd, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = {
    "Tus-Resumable": "1.0.0",
    "Upload-Length": String(bytes.length),
    "Content-Type": "application/offset+octet-stream",
  };
  const answer = await ask(crowd, "/files/uploads", { method: "POST", headers, body: bytes });
  const path = `/files/${answer.headers.get("location")?.split("/").at(-1)}`;
  expect(await (await ask(crowd, path)).json()).toMatchObject({ state: "ready" });
  return path;
}

test("[O10.10] a backup has the files, too: large, empty and with thumbnails", async () => {
  using folder = temporaryFolder();
  const first = await startCrowd({ data: join(folder.path, "data") });
  const large = crypto.getRandomValues(new Uint8Array(60_000));
  const bytes = new Uint8Array(9 * 2 ** 20);
  for (let at = 0; at < bytes.length; at += large.length) bytes.set(large.subarray(0, bytes.length - at), at);
  const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  const contents = [bytes, new Uint8Array(), new Uint8Array(gif)];
  const paths: string[] = [];
  for (const content of contents) paths.push(await upload(first, content));
  const file = join(folder.path, "backup.sqlite");
  await writeBackup(first.data, file);
  await first.close();

  const restored = join(folder.path, "restored");
  await readBackup(file, restored);
  expect(readdirSync(restored).toSorted()).toEqual(["files", "hubbub.sqlite"]);
  const second = await startCrowd({ data: restored });
  for (const [at, path] of paths.entries()) {
    const got = await (await ask(second, `${path}/x`)).bytes();
    expect(Buffer.compare(got, contents[at]!)).toBe(0);
  }
  expect((await ask(second, `${paths[2]}/x?thumbnail=360`)).headers.get("content-type")).toBe("image/webp");
  await second.close();
});
