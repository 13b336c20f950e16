import { Database } from "bun:sqlite";
import { afterAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import type { BlobStore } from "../src/files/blob-store.ts";
import { DiskBlobStore } from "../src/files/disk-blob-store.ts";
import { FileLifecycle } from "../src/files/file-lifecycle.ts";
import { INSPECTION_TIMES, Inspector, INSPECTOR_COMMAND } from "../src/files/inspector.ts";
import { UploadFolder } from "../src/files/upload-folder.ts";
import { createLog } from "../src/log.ts";
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { FileState, type Store } from "../src/store/store.ts";
import { expireFiles, removedFiles, uploadingFiles } from "../src/store/verbs/files/collect-files.ts";
import { greyPng } from "./sample-images.ts";

const DAY_MS = 24 * 60 * 60_000;
const ID = 4711;
const OWNER = 1;
const quota = 2 ** 30;
const inspector = new Inspector(INSPECTOR_COMMAND, INSPECTION_TIMES);

afterAll(() => inspector.close());

/** What a file takes from its upload to its place, and out again: each step may be the last of a process. */
type Step = "put" | "delete" | "finishFile" | "forgetFiles";

/** A server's files, on data that stay when one of its steps is the last one of its process. */
class Data implements AsyncDisposable {
  readonly #folder = temporaryFolder();
  readonly path = join(this.#folder.path, "hubbub.sqlite");
  readonly blobsPath = join(this.#folder.path, "blobs");
  readonly uploads = new UploadFolder(join(this.#folder.path, "uploads"), DAY_MS);
  store!: Store;

  static async open(): Promise<Data> {
    const data = new Data();
    data.store = await openSqliteStore({ path: data.path });
    return data;
  }

  /** One process's lifecycle, in which the `nth` `step` fails, as does everything after it. */
  lifecycle(step?: Step, nth = 1): FileLifecycle {
    let count = 0;
    let isDead = false;
    const reach = (what: Step | "other"): void => {
      if (what === step && ++count === nth) isDead = true;
      if (isDead) throw new Error("the process has ended");
    };
    const disk = new DiskBlobStore(this.blobsPath);
    const blobs: BlobStore = {
      put: async (key, source) => (reach("put"), disk.put(key, source)),
      read: (key, range) => disk.read(key, range),
      delete: async (key) => (reach("delete"), disk.delete(key)),
    };
    const store = Object.create(this.store) as Store;
    store.read = async (verb, args) => (reach("other"), this.store.read(verb, args));
    store.write = async (verb, args) => (reach(verb as Step), this.store.write(verb, args));
    const { uploads } = this;
    return new FileLifecycle({
      store,
      blobs,
      uploads,
      inspector,
      log: createLog("silent"),
      unusedMs: DAY_MS,
    });
  }

  /** An upload whose bytes have all come, or some. */
  async upload(bytes: Uint8Array<ArrayBuffer>, size = bytes.length, id = ID): Promise<void> {
    await this.store.write("createFile", { id, owner: OWNER, name: "x", size, at: Date.now(), quota });
    await Bun.write(this.uploads.pathOf(String(id)), bytes);
    await Bun.write(`${this.uploads.pathOf(String(id))}.json`, "{}");
  }

  async blobs(): Promise<string[]> {
    const names = await readdir(this.blobsPath, { recursive: true, withFileTypes: true }).catch(() => []);
    return names
      .filter((name) => name.isFile())
      .map(({ name }) => name.replace(/^\w+/, ""))
      .toSorted();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    this.#folder[Symbol.dispose]();
  }
}

const BLOBS = ["", ".1280.webp", ".360.webp"];

describe("a process that ends at any step", () => {
  test.each([
    ["put", 1],
    ["put", 2],
    ["put", 3],
    ["finishFile", 1],
  ] as const)("[F3.15] loses no finished upload: the next process goes on (%s %d)", async (step, nth) => {
    await using data = await Data.open();
    await data.upload(greyPng(20, 10));
    await expect(data.lifecycle(step, nth).finish(ID)).rejects.toThrow("has ended");
    expect((await data.store.read("file", { id: ID }))?.state).toBe(FileState.UPLOADING);
    await data.lifecycle().collect(Date.now());
    expect(await data.store.read("file", { id: ID })).toMatchObject({
      state: FileState.READY,
      thumbnail: true,
      width: 20,
    });
    expect([await data.blobs(), await data.uploads.ids()]).toEqual([BLOBS, []]);
  });

  test.each([
    ["delete", 1],
    ["delete", 3],
    ["forgetFiles", 1],
  ] as const)(
    "[F3.16] leaves nothing of a removed file: the next process goes on (%s %d)",
    async (step, nth) => {
      await using data = await Data.open();
      await data.upload(greyPng(20, 10));
      await data.lifecycle().finish(ID);
      await data.store.write("removeFile", { id: ID, owner: OWNER });
      await expect(data.lifecycle(step, nth).deleteRemoved()).rejects.toThrow("has ended");
      expect(await data.store.read("readableFiles", { ids: [ID], user: OWNER, at: Date.now() })).toEqual([]);
      await data.lifecycle().collect(Date.now());
      expect([await data.blobs(), await data.store.read("file", { id: ID })]).toEqual([[], undefined]);
    },
  );
});

test("[F3.17] what nothing uses after a day, and uploads that didn't end by then, are removed with their bytes", async () => {
  await using data = await Data.open();
  await data.upload(greyPng(2, 2), undefined, 1);
  await data.upload(new Uint8Array(5), 10, 2);
  const lifecycle = data.lifecycle();
  await lifecycle.collect(Date.now() + DAY_MS - 60_000);
  expect([(await data.blobs()).length, await data.uploads.ids()]).toEqual([3, ["2"]]);
  await lifecycle.collect(Date.now() + DAY_MS + 60_000);
  expect([await data.blobs(), await data.uploads.ids()]).toEqual([[], []]);
  expect(await data.store.read("file", { id: 1 })).toBeUndefined();
});

test("[F3.22] what is to be collected is found by an index, however many files there are in use", async () => {
  await using data = await Data.open();
  const asked: string[] = [];
  for (const verb of [removedFiles(), uploadingFiles(), expireFiles({ before: 1 })]) {
    const { done, value } = verb.next();
    if (done !== true && value.do === "query") asked.push(value.sql);
  }
  using db = new Database(data.path, { readonly: true });
  for (const sql of asked) {
    const plan = db.query<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(plan.map(({ detail }) => detail).join(" ")).toContain("files_to_collect");
  }
  expect(asked).toHaveLength(3);
});

test("[F3.18] what is left of uploads without a row is removed", async () => {
  await using data = await Data.open();
  await Bun.write(data.uploads.pathOf("99"), "bytes");
  await Bun.write(`${data.uploads.pathOf("99")}.json`, "{}");
  await data.lifecycle().collect(Date.now());
  expect(await data.uploads.ids()).toEqual([]);
});

test("[F3.19] a file that is removed while it is being finished is not there afterwards", async () => {
  await using data = await Data.open();
  await data.upload(greyPng(500, 500));
  const lifecycle = data.lifecycle();
  const finished = lifecycle.finish(ID);
  await data.store.write("removeFile", { id: ID, owner: OWNER });
  await lifecycle.deleteRemoved();
  await finished;
  await lifecycle.deleteRemoved();
  expect([await data.blobs(), await data.uploads.ids()]).toEqual([[], []]);
  expect(await data.store.read("file", { id: ID })).toBeUndefined();
});

test("[F3.20] asking again while a file is being finished waits for the same work", async () => {
  await using data = await Data.open();
  await data.upload(greyPng(20, 10));
  const lifecycle = data.lifecycle();
  await Promise.all([lifecycle.finish(ID), lifecycle.finish(ID), lifecycle.collect(Date.now())]);
  expect(await data.blobs()).toEqual(BLOBS);
});
