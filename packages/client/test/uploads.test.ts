import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect as connectTcp, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { type Crowd, startCrowd, temporaryFolder } from "@hubbub/devkit";

import { Hubbub, MemoryUploads, RefusedError, type UploadedFile, WebStorageUploads } from "../src/index.ts";
import { failure } from "./setup.ts";

let crowd: Crowd;
const clients: Hubbub[] = [];

beforeAll(async () => {
  crowd = await startCrowd({ gateway: { maxFileBytes: 8 * 2 ** 20 } });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await crowd.close();
});

function open(
  more: { url?: string; uploads?: MemoryUploads | WebStorageUploads; user?: number } = {},
): Hubbub {
  const { user = 1, ...options } = more;
  const reconnect = { baseMs: 4, capMs: 20 };
  const token = () => crowd.mint.token(user);
  const client = Hubbub.open({ url: crowd.url, token, reconnect, ...options });
  clients.push(client);
  return client;
}

const bytesOf = (size: number) => new Uint8Array(size).map((_, at) => (at * 31) % 253);
const sha256 = (bytes: Uint8Array): string => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** A way to the server whose connections are cut after so many bytes up, as long as there are cuts left. */
async function cuttingProxy(cuts: number, after: number) {
  const { hostname, port } = new URL(crowd.url);
  const sockets = new Set<Socket>();
  const state = { cuts };
  const server = createServer((down) => {
    const up = connectTcp(Number(port), hostname);
    let sent = 0;
    for (const socket of [up, down]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => (up.destroy(), down.destroy()));
    }
    up.pipe(down);
    down.on("data", (chunk: Buffer) => {
      sent += chunk.length;
      up.write(chunk);
      if (state.cuts === 0 || sent < after) return;
      state.cuts--;
      down.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe("uploads of the SDK", () => {
  test("[K20.1] a file is uploaded with its name, and its progress is told up to the end", async () => {
    const client = open();
    const bytes = bytesOf(3_000_000);
    const told: number[] = [];
    const file = await client.upload(new File([bytes], "dir/Grüße.bin"), {
      onProgress: ({ sent, total }) => told.push(sent / total),
    });
    expect(file).toMatchObject({
      name: "Grüße.bin",
      size: 3_000_000,
      sha256: sha256(bytes),
      thumbnail: false,
    });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect([told[0], told.at(-1)]).toEqual([0, 1]);
  });

  test("[K20.2] a file of the disk, and one without a name", async () => {
    const client = open();
    using folder = temporaryFolder();
    const path = join(folder.path, "notes.txt");
    await Bun.write(path, "some notes");
    expect(await client.upload(Bun.file(path))).toMatchObject({ name: "notes.txt", size: 10 });
    expect(await client.upload(new Blob([]))).toMatchObject({ name: "file", size: 0 });
    expect(await client.upload(new Blob(["x"]), { name: "given.txt" })).toMatchObject({ name: "given.txt" });
  });

  test("[K20.3] an upload whose connection is cut again and again comes to its end", async () => {
    using proxy = await cuttingProxy(5, 200_000);
    const client = open({ url: proxy.url });
    const bytes = bytesOf(2_000_000);
    expect((await client.upload(new Blob([bytes]))).sha256).toBe(sha256(bytes));
    expect(proxy.state.cuts).toBe(0);
  });

  test.each(["memory", "the browser's storage"])(
    "[K20.4] an upload that was broken off goes on by its resume key, remembered in %s",
    async (kind) => {
      const stored = new Map<string, string>();
      const storage = {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
        removeItem: (key: string) => void stored.delete(key),
      };
      const uploads = kind === "memory" ? new MemoryUploads() : new WebStorageUploads(storage);
      const bytes = bytesOf(2_500_000);
      const resumeKey = `a file, ${kind}`;
      const leaving = new AbortController();
      const first = open({ uploads });
      const onProgress = ({ sent }: { sent: number }) =>
        sent > 500_000 && leaving.abort(new Error("leaving"));
      const broken = first.upload(new Blob([bytes]), { resumeKey, signal: leaving.signal, onProgress });
      expect(await failure(broken)).toEqual(new Error("leaving"));
      const second = open({ uploads });
      const told: number[] = [];
      const again = { resumeKey, onProgress: ({ sent }: { sent: number }) => told.push(sent) };
      expect((await second.upload(new Blob([bytes]), again)).sha256).toBe(sha256(bytes));
      expect(told[0]).toBeGreaterThan(500_000);
      expect(await uploads.get(resumeKey)).toBeUndefined();
    },
  );

  test("[K20.5] an upload that the server doesn't know any more begins anew", async () => {
    const uploads = new MemoryUploads();
    await uploads.set("key", { path: "/files/uploads/4711", size: 5 });
    const client = open({ uploads });
    expect(await client.upload(new Blob(["hello"]), { resumeKey: "key" })).toMatchObject({ size: 5 });
  });

  test("[K20.6] a file that the server doesn't take is refused with its limit", async () => {
    const client = open();
    const error = (await failure(client.upload(new Blob([new Uint8Array(8 * 2 ** 20 + 1)])))) as RefusedError;
    expect(error).toBeInstanceOf(RefusedError);
    expect([error.reason, error.field, error.limit, error.retry]).toEqual([
      "too_large",
      "Upload-Length",
      8 * 2 ** 20,
      "never",
    ]);
  });

  test("[K20.7] an upload goes on with a new token when the old one has ended", async () => {
    const tokens = [await crowd.mint.token(1, { lifeSeconds: -5 }), await crowd.mint.token(1)];
    const client = Hubbub.open({ url: crowd.url, token: () => tokens.shift() ?? crowd.mint.token(1) });
    clients.push(client);
    expect(await client.upload(new Blob(["x"]))).toMatchObject({ size: 1 });
  });

  test("[K20.8] a closed client ends its uploads", async () => {
    const client = open({ url: "http://127.0.0.1:9" });
    const uploading = failure(client.upload(new Blob(["x"])));
    client.close();
    expect((await uploading) as Error).toMatchObject({ name: "ClientClosed" });
  });

  test("[K20.9] a file is fetched by its address without a token; one that can't be read has none", async () => {
    const client = open();
    const file: UploadedFile = await client.upload(new Blob(["hello"]), { name: "a b.txt" });
    const [url, again] = await Promise.all([client.fileUrl(file.id), client.fileUrl(file.id)]);
    expect(again).toBe(url);
    expect(await (await fetch(url)).text()).toBe("hello");
    expect((await client.fileUrl(file.id, { thumbnail: 360 })).endsWith("&thumbnail=360")).toBe(true);
    expect(await failure(client.fileUrl(4711))).toMatchObject({ reason: "not_found" });
    const stranger = open({ user: 2 });
    expect(await failure(stranger.fileUrl(file.id))).toMatchObject({ reason: "not_found" });
  });
});
