import { describe, expect, test } from "bun:test";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import type { BlobStore, ByteRange } from "../src/files/blob-store.ts";

/** A store with nothing in it, and how to end what it needs. */
export interface TestBlobs extends AsyncDisposable {
  store: BlobStore;
}

/** What every BlobStore has to do. `make` gives an empty one each time. */
export function blobStoreContract(kind: string, make: () => Promise<TestBlobs>): void {
  describe(`BlobStore on ${kind}`, () => {
    test("[F1.1] a blob is read as it was put, whole and in parts; the local file stays", async () => {
      await using blobs = await make();
      using folder = temporaryFolder();
      const source = await write(folder.path, "source", "0123456789");
      await blobs.store.put("ab/cd-1.webp", source);
      expect(await read(blobs.store, "ab/cd-1.webp")).toBe("0123456789");
      expect(await read(blobs.store, "ab/cd-1.webp", { start: 3, end: 7 })).toBe("3456");
      expect(await read(blobs.store, "ab/cd-1.webp", { start: 9, end: 10 })).toBe("9");
      expect(await read(blobs.store, "ab/cd-1.webp", { start: 0, end: 10 })).toBe("0123456789");
      expect(await read(blobs.store, "ab/cd-1.webp", { start: 4, end: 4 })).toBe("");
      expect(await Bun.file(source).text()).toBe("0123456789");
    });

    test("[F1.2] a blob that is put again has the new bytes only", async () => {
      await using blobs = await make();
      using folder = temporaryFolder();
      await blobs.store.put("a", await write(folder.path, "first", "a longer text"));
      await blobs.store.put("a", await write(folder.path, "second", "short"));
      expect(await read(blobs.store, "a", { start: 0, end: 5 })).toBe("short");
    });

    test("[F1.3] a blob that was deleted, or never was, isn't there, and deleting it again is no error", async () => {
      await using blobs = await make();
      using folder = temporaryFolder();
      await blobs.store.put("a/b", await write(folder.path, "source", "text"));
      await blobs.store.delete("a/b");
      await blobs.store.delete("a/b");
      expect(await read(blobs.store, "a/b", { start: 0, end: 4 })).toBeUndefined();
      expect(await read(blobs.store, "never", { start: 0, end: 1 })).toBeUndefined();
    });

    test("[F1.4] an empty blob, and one of 11 MiB", async () => {
      await using blobs = await make();
      using folder = temporaryFolder();
      await blobs.store.put("empty", await write(folder.path, "empty", ""));
      expect(await read(blobs.store, "empty", { start: 0, end: 0 })).toBe("");
      const bytes = new Uint8Array(11 * 2 ** 20).map((_, at) => at % 251);
      await blobs.store.put("large", await write(folder.path, "large", bytes));
      const body = await blobs.store.read("large", { start: 5, end: bytes.length - 5 });
      const got = await new Response(body).bytes();
      expect(Bun.hash(got)).toBe(Bun.hash(bytes.subarray(5, -5)));
    });

    test("[F1.5] putting a local file that isn't there fails, and leaves nothing", async () => {
      await using blobs = await make();
      const missing = join("/tmp", crypto.randomUUID());
      await expect(blobs.store.put("a", missing)).rejects.toThrow();
      expect(await read(blobs.store, "a", { start: 0, end: 1 })).toBeUndefined();
    });

    test("[F1.6] a key that could lead elsewhere is refused", async () => {
      await using blobs = await make();
      for (const key of ["../a", "a/../b", "/a", "a//b", "A", "", "a/"]) {
        await expect(blobs.store.read(key)).rejects.toThrow("is no key");
      }
    });
  });
}

async function read(store: BlobStore, key: string, range?: ByteRange): Promise<string | undefined> {
  const body = await store.read(key, range);
  return body && new Response(body).text();
}

async function write(folder: string, name: string, bytes: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await Bun.write(path, bytes);
  return path;
}
