import { expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { DiskBlobStore } from "../src/files/disk-blob-store.ts";
import { S3BlobStore } from "../src/files/s3-blob-store.ts";
import { blobStoreContract } from "./blob-store-contract.ts";
import { startS3Server } from "./s3-server.ts";

blobStoreContract("the local disk", async () => {
  const folder = temporaryFolder();
  return {
    store: new DiskBlobStore(join(folder.path, "blobs")),
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
});

blobStoreContract("S3", async () => {
  const server = startS3Server();
  return {
    store: new S3BlobStore(server.settings),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

test("[F1.7] an S3 store with a wrong key fails at every call, and says so", async () => {
  await using server = startS3Server();
  using folder = temporaryFolder();
  const source = join(folder.path, "source");
  await Bun.write(source, "text");
  const store = new S3BlobStore({ ...server.settings, secretKey: "wrong" });
  await expect(store.put("a", source)).rejects.toThrow("SignatureDoesNotMatch");
  await expect(store.delete("a")).rejects.toThrow();
  expect(server.objects.size).toBe(0);
});

test("[F1.8] what a put that was cut short has left on the disk goes with the next one, or with the blob", async () => {
  using folder = temporaryFolder();
  const store = new DiskBlobStore(folder.path);
  const source = join(folder.path, "source");
  await Bun.write(source, "text");
  for (const act of [() => store.put("a/b", source), () => store.delete("a/b")]) {
    await Bun.write(join(folder.path, "a/b.unfinished"), "te");
    await act();
    expect(await readdir(join(folder.path, "a"))).not.toContain("b.unfinished");
  }
});
