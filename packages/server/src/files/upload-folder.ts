import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";

import { FileStore } from "@tus/file-store";
import type { Upload } from "@tus/server";

import { THUMBNAIL_SIDES } from "./image-limits.ts";
import type { WantedImage } from "./make-images.ts";
import { syncFile } from "./sync-file.ts";

/** Uploads that are under way, as files of a folder on the local disk: the tus library's store, but durable. */
export class UploadFolder extends FileStore {
  /** Unfinished uploads are gone after so many ms. */
  constructor(directory: string, expirationPeriodInMilliseconds: number) {
    super({ directory, expirationPeriodInMilliseconds });
    // Without lengths that are told later: the quota is checked before the first byte.
    this.extensions = ["creation", "creation-with-upload", "termination", "expiration"];
  }

  /** What is told to have come is on the disk, also if the connection broke before it was acknowledged. */
  override async getUpload(id: string): Promise<Upload> {
    const upload = await super.getUpload(id);
    await syncFile(this.pathOf(id));
    return upload;
  }

  /** What was acknowledged is on the disk. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const end = await super.write(readable, id, offset);
    await syncFile(this.pathOf(id));
    return end;
  }

  pathOf(id: string): string {
    return join(this.directory, id);
  }

  /** Where the pictures go that are made of an upload. */
  imagesOf(id: string): WantedImage[] {
    return THUMBNAIL_SIDES.map((side) => ({ side, path: `${this.pathOf(id)}.${side}.webp` }));
  }

  /** How many bytes have come; undefined if there is no such upload here. */
  async sizeOf(id: string): Promise<number | undefined> {
    return (await stat(this.pathOf(id)).catch(ignoreMissing))?.size;
  }

  /** Removes all that there is of an upload. */
  async clear(id: string): Promise<void> {
    const images = this.imagesOf(id).map(({ path }) => path);
    for (const path of [...images, this.pathOf(id), `${this.pathOf(id)}.json`])
      await rm(path, { force: true });
  }

  /** Ids of all uploads of which there is anything. */
  async ids(): Promise<string[]> {
    const names = (await readdir(this.directory).catch(ignoreMissing)) ?? [];
    return [...new Set(names.map((name) => name.split(".")[0]!))];
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
