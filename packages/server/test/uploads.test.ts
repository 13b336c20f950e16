import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

import { type Crowd, startCrowd } from "@hubbub/devkit";

import { type DescribedFile, FileClient, idOf, refusalOf, sha256 } from "./file-client.ts";
import { greyPng } from "./sample-images.ts";

let crowd: Crowd;
let ann: FileClient;
let bob: FileClient;

beforeAll(async () => {
  crowd = await startCrowd({ gateway: { maxFileBytes: 4 * 2 ** 20, userQuotaBytes: 6 * 2 ** 20 } });
  ann = new FileClient(crowd, 1);
  bob = new FileClient(crowd, 2);
});
afterAll(() => crowd.close());

const ready: Partial<DescribedFile> = { state: "ready", width: 0, height: 0, thumbnail: false };
const bytesOf = (size: number) => new Uint8Array(size).map((_, at) => (at * 7) % 251);
const uploadsLeft = () => readdir(join(crowd.data, "files/uploads"));

describe("uploads", () => {
  test("[F3.1] what was uploaded is a file with its name, size, type and SHA-256, and nothing is left of the upload", async () => {
    const bytes = bytesOf(100_000);
    const file = await ann.upload("Grüße 1.bin", bytes);
    expect(file).toMatchObject({ ...ready, name: "Grüße 1.bin", size: 100_000, sha256: sha256(bytes) });
    expect(file.type).toBe("application/octet-stream");
    const answer = await ann.ask(`/files/${file.id}/x`);
    expect(sha256(await answer.bytes())).toBe(sha256(bytes));
    expect(await uploadsLeft()).toEqual([]);
  });

  test("[F3.2] an image has its size in pixels, and thumbnails", async () => {
    const { id, ...file } = await ann.upload("a.txt", greyPng(1000, 500));
    expect(file).toMatchObject({
      name: "a.txt",
      type: "image/png",
      width: 1000,
      height: 500,
      thumbnail: true,
    });
    const thumbnail = await ann.ask(`/files/${id}/a.txt?thumbnail=360`);
    expect(thumbnail.headers.get("content-type")).toBe("image/webp");
    const size = await new Bun.Image(await thumbnail.bytes()).metadata();
    expect(size).toEqual({ width: 360, height: 180, format: "webp" });
  });

  test("[F3.3] an empty file", async () => {
    expect(await ann.upload("empty", "")).toMatchObject({ ...ready, size: 0 });
  });

  test("[F3.4] an upload goes on after a cut connection where the server says", async () => {
    const bytes = bytesOf(300_000);
    const path = await ann.begin("cut", bytes.length);
    await cutOff(path, bytes.subarray(0, 200_000), 120_000);
    const offset = Number((await ann.head(path)).headers.get("upload-offset"));
    expect(offset).toBeLessThanOrEqual(120_000);
    expect((await ann.patch(path, offset, bytes.subarray(offset))).status).toBe(204);
    expect(await ann.describe(idOf(path))).toMatchObject({ ...ready, sha256: sha256(bytes) });
  });

  test("[F3.5] bytes at another offset are refused, and change nothing", async () => {
    const path = await ann.begin("steps", 10);
    expect((await ann.patch(path, 0, "01234")).headers.get("upload-offset")).toBe("5");
    expect(await refusalOf(await ann.patch(path, 3, "345"))).toMatchObject({ status: 409, name: "invalid" });
    expect((await ann.patch(path, 5, "567890123")).status).toBe(413);
    expect((await ann.patch(path, 5, "56789")).status).toBe(204);
    const { id } = await ann.describe(idOf(path));
    expect(await (await ann.ask(`/files/${id}/x`)).text()).toBe("0123456789");
  });

  test("[F3.6] who asks again after the end is told that all has come", async () => {
    const path = await ann.begin("lost answer", 4);
    await ann.patch(path, 0, "text");
    await ann.describe(idOf(path));
    const head = await ann.head(path);
    expect([head.status, head.headers.get("upload-offset"), head.headers.get("upload-length")]).toEqual([
      200,
      "4",
      "4",
    ]);
  });

  test("[F3.7] an upload is nobody else's, and nobody's without a token", async () => {
    const path = await ann.begin("mine", 4);
    const strangers = [
      bob.head(path),
      bob.patch(path, 0, "text"),
      bob.terminate(path),
      bob.ask(`/files/${idOf(path)}`),
    ];
    for (const answer of await Promise.all(strangers)) expect(answer.status).toBe(404);
    const url = new URL(path, crowd.url);
    const bare = await fetch(url, { method: "PATCH", headers: { "Tus-Resumable": "1.0.0" }, body: "text" });
    expect([bare.status, bare.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    const expired = new FileClient(crowd, 1, { lifeSeconds: -10 });
    expect(await refusalOf(await expired.create("x", 1))).toMatchObject({
      status: 401,
      name: "token_expired",
    });
    expect((await ann.head(path)).headers.get("upload-offset")).toBe("0");
    expect((await ann.terminate(path)).status).toBe(204);
  });

  test("[F3.8] a bot needs a token that is good for writing", async () => {
    const reader = new FileClient(crowd, 3, { bot: true, scopes: ["messages:read"] });
    const writer = new FileClient(crowd, 3, { bot: true, scopes: ["messages:read", "messages:write"] });
    expect(await refusalOf(await reader.create("x", 1))).toMatchObject({ status: 403, name: "forbidden" });
    expect(await writer.upload("x", "y")).toMatchObject(ready);
  });

  test("[F3.9] a file past the server's limit is refused before its first byte", async () => {
    const limit = 4 * 2 ** 20;
    const refused = { status: 413, name: "too_large", field: "Upload-Length", limit };
    expect(await refusalOf(await bob.create("big", limit + 1))).toEqual(refused);
    expect((await bob.create("big", undefined)).status).toBe(400);
    const later = await bob.create("big", undefined, { "Upload-Defer-Length": "1" });
    expect(later.status).toBe(501);
  });

  test("[F3.10] a user's files have a quota together, which a terminated upload and a deleted file give back", async () => {
    const quota = 6 * 2 ** 20;
    const carl = new FileClient(crowd, 4);
    const path = await carl.begin("first", 4 * 2 ** 20);
    const refused = { status: 413, name: "quota_exceeded", field: "Upload-Length", limit: quota };
    expect(await refusalOf(await carl.create("second", 3 * 2 ** 20))).toEqual(refused);
    expect((await carl.terminate(path)).status).toBe(204);
    expect((await carl.head(path)).status).toBe(404);
    const { id } = await carl.upload("second", new Uint8Array(3 * 2 ** 20));
    expect((await carl.create("third", 4 * 2 ** 20)).status).toBe(413);
    expect((await carl.ask(`/files/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await carl.ask(`/files/${id}/x`)).status).toBe(404);
    expect((await carl.create("third", 4 * 2 ** 20)).status).toBe(201);
  });

  test("[F3.11] of files that nothing uses a user has 100 at most", async () => {
    const dora = new FileClient(crowd, 5);
    for (let begun = 0; begun < 100; begun++) await dora.begin("one", 0);
    expect(await refusalOf(await dora.create("one more", 0))).toMatchObject({
      name: "quota_exceeded",
      limit: 100,
    });
  });

  test("[F3.12] a name is kept without what no system takes in it; one of more than 255 bytes is refused", async () => {
    const names = ["../../etc/passwd", "a\\b\n\u202etxt.exe", "  ", ".."];
    const kept = await Promise.all(names.map(async (name) => (await bob.upload(name, "x")).name));
    expect(kept).toEqual([".._.._etc_passwd", "a_b__txt.exe", "file", "file"]);
    const refused = { status: 413, name: "too_large", field: "filename", limit: 255 };
    expect(await refusalOf(await bob.create("ü".repeat(128), 1))).toEqual(refused);
  });

  test("[F3.13] any client of the tus protocol finds out what the server can", async () => {
    const answer = await fetch(new URL("/files/uploads", crowd.url), { method: "OPTIONS" });
    expect(answer.headers.get("tus-version")).toBe("1.0.0");
    expect(answer.headers.get("tus-extension")).toBe("creation,creation-with-upload,termination,expiration");
  });

  test("[F3.14] requests that make no sense are refused, with a sentence", async () => {
    const asked: [string, string][] = [
      ["/files/", "GET"],
      ["/files/0/x", "GET"],
      ["/files/9007199254740992/x", "GET"],
      ["/files/..%2f..%2fetc/passwd", "GET"],
      ["/files/uploads/..%2f..%2fhubbub.sqlite", "HEAD"],
      ["/files/uploads/1.json", "HEAD"],
      ["/files/uploads/17", "GET"],
      ["/files/1/x", "DELETE"],
      ["/files/1", "POST"],
    ];
    for (const [path, method] of asked) {
      const answer = await ann.ask(path, { method, headers: { "Tus-Resumable": "1.0.0" } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
  });
});

/** Sends a PATCH whose connection ends after some of its bytes. */
async function cutOff(path: string, bytes: Uint8Array, after: number): Promise<void> {
  const { hostname, port } = new URL(crowd.url);
  const token = await crowd.mint.token(1);
  const head = [
    `PATCH ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${token}`,
    "Tus-Resumable: 1.0.0",
    "Upload-Offset: 0",
    "Content-Type: application/offset+octet-stream",
    `Content-Length: ${bytes.length}`,
  ];
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  await new Promise((resolve) => socket.write(`${head.join("\r\n")}\r\n\r\n`, resolve));
  await new Promise((resolve) => socket.write(bytes.subarray(0, after), resolve));
  socket.destroy();
}
