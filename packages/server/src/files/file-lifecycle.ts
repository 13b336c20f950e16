import type { Log } from "../log.ts";
import { FileState, type Store } from "../store/store.ts";
import { blobKey, blobKeys, thumbnailKey } from "./blob-keys.ts";
import type { BlobStore } from "./blob-store.ts";
import { THUMBNAIL_SIDES } from "./image-limits.ts";
import type { Inspector } from "./inspector.ts";
import { syncFile } from "./sync-file.ts";
import type { UploadFolder } from "./upload-folder.ts";

export interface FileLifecycleOptions {
  store: Store;
  blobs: BlobStore;
  uploads: UploadFolder;
  inspector: Inspector;
  log: Log;
  /** What nothing has used, or not finished uploading, is removed after so many ms. */
  unusedMs: number;
}

/**
 * Brings files from their upload to their place, and out of the world again. Whatever it was at when the process ended is
 * found again by `collect`: a file's row says how far it is, and bytes are put before the row says so and deleted
 * before the row is.
 */
export class FileLifecycle {
  readonly #options: FileLifecycleOptions;
  readonly #finishing = new Map<number, Promise<void>>();
  #collecting: Promise<void> = Promise.resolve();

  constructor(options: FileLifecycleOptions) {
    this.#options = options;
  }

  /** Finishes an upload whose bytes are all here; does nothing for any other. Rejects if that fails: it comes again. */
  finish(id: number): Promise<void> {
    const finishing =
      this.#finishing.get(id) ?? this.#finish(id).finally(() => void this.#finishing.delete(id));
    this.#finishing.set(id, finishing);
    return finishing;
  }

  /** Finishes what came to its end unseen, and removes what nothing needs. */
  collect(now: number): Promise<void> {
    return this.#inOrder(async () => {
      await this.#expire(now);
      await this.#finishAll();
      await this.#deleteRemoved();
      await this.#clearStrays();
    });
  }

  /** Deletes the bytes of files that were removed: as soon as nobody can read them any more. */
  deleteRemoved(): Promise<void> {
    return this.#inOrder(() => this.#deleteRemoved());
  }

  /** Waits for what is under way. */
  async settle(): Promise<void> {
    await Promise.allSettled([...this.#finishing.values(), this.#collecting]);
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.#collecting.then(work);
    this.#collecting = done.catch(() => {});
    return done;
  }

  async #finish(id: number): Promise<void> {
    const { store, blobs, uploads, inspector } = this.#options;
    const row = await store.read("file", { id });
    if (row?.state !== FileState.UPLOADING) return;
    const name = String(id);
    if ((await uploads.sizeOf(name)) !== row.size) return;
    const path = uploads.pathOf(name);
    const images = uploads.imagesOf(name);
    const { type, sha256, image } = await inspector.inspect({ path, images });
    await blobs.put(blobKey(id), path);
    if (image !== undefined) {
      for (const [at, side] of THUMBNAIL_SIDES.entries()) {
        await syncFile(images[at]!.path);
        await blobs.put(thumbnailKey(id, side), images[at]!.path);
      }
    }
    const { width, height } = image ?? { width: 0, height: 0 };
    const finished = { id, type, sha256, width, height, thumbnail: image !== undefined };
    // If it was removed meanwhile, its row stays until its bytes are deleted.
    await store.write("finishFile", finished);
    await uploads.clear(name);
  }

  async #expire(now: number): Promise<void> {
    const { store, unusedMs } = this.#options;
    let more = true;
    while (more) more = (await store.write("expireFiles", { before: now - unusedMs })).value;
  }

  async #finishAll(): Promise<void> {
    const { store, log } = this.#options;
    for (const { id } of await store.read("uploadingFiles", {})) {
      await this.finish(id).catch((error: unknown) => {
        log.error({ err: error, id }, "an upload can't be finished; it will be tried again");
      });
    }
  }

  async #deleteRemoved(): Promise<void> {
    const { store, uploads } = this.#options;
    for (;;) {
      const removed = await store.read("removedFiles", {});
      // What is being finished puts its bytes yet: next time.
      const ids = removed.map(({ id }) => id).filter((id) => !this.#finishing.has(id));
      for (const id of ids) {
        await this.#deleteBlobs(id);
        await uploads.clear(String(id));
      }
      if (ids.length === 0) return;
      await store.write("forgetFiles", { ids });
    }
  }

  /** What an end of the process has left of uploads that are finished, or gone. */
  async #clearStrays(): Promise<void> {
    const { store, uploads } = this.#options;
    for (const name of await uploads.ids()) {
      const id = Number(name);
      if (this.#finishing.has(id)) continue;
      const row = await store.read("file", { id });
      if (row?.state !== FileState.UPLOADING) await uploads.clear(name);
    }
  }

  async #deleteBlobs(id: number): Promise<void> {
    for (const key of blobKeys(id)) await this.#options.blobs.delete(key);
  }
}
