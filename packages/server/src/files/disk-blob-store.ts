import { constants, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { type BlobStore, type ByteRange, checkKey } from "./blob-store.ts";
import { syncFile } from "./sync-file.ts";

/** Blobs as files below a folder. See BlobStore. */
export class DiskBlobStore implements BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(key: string, source: string): Promise<void> {
    const path = this.#path(key);
    const unfinished = `${path}.unfinished`;
    const folder = dirname(path);
    const made = await mkdir(folder, { recursive: true });
    // File systems that can share the bytes do.
    await copyFile(source, unfinished, constants.COPYFILE_FICLONE);
    await syncFile(unfinished);
    await rename(unfinished, path);
    await syncFile(folder);
    if (made !== undefined) await syncFile(dirname(folder));
  }

  async read(key: string, range?: ByteRange): Promise<Blob | undefined> {
    const file = Bun.file(this.#path(key));
    if (!(await file.exists())) return undefined;
    return range === undefined ? file : file.slice(range.start, range.end);
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    await rm(`${path}.unfinished`, { force: true });
    await rm(path, { force: true });
  }

  #path(key: string): string {
    return join(this.#folder, checkKey(key));
  }
}
