import { randomBytes } from "node:crypto";
import { copyFile, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";

import type { GatewayConfig } from "../config.ts";
import type { Log } from "../log.ts";
import { type FileRow, SERVER, type Store } from "../store/store.ts";
import type { BlobStore } from "./blob-store.ts";
import { DiskBlobStore } from "./disk-blob-store.ts";
import { newFileId } from "./file-id.ts";
import { FileLifecycle } from "./file-lifecycle.ts";
import { INSPECTION_TIMES, Inspector } from "./inspector.ts";
import { LinkSigner } from "./link-signer.ts";
import { S3BlobStore, type S3Settings } from "./s3-blob-store.ts";
import { UploadFolder } from "./upload-folder.ts";
import { Uploads } from "./uploads.ts";

/** Where files are in the data folder, if they are there. */
export const BLOBS_FOLDER = join("files", "blobs");
/** How often what nothing needs is looked for, in ms. */
const COLLECT_MS = 10 * 60_000;

/** All that the gateway has to do with files. */
export interface FileService {
  readonly blobs: BlobStore;
  readonly uploads: Uploads;
  readonly lifecycle: FileLifecycle;
  readonly links: LinkSigner;
  /**
   * Takes a copy of a local file in as one of the server's own, which something has to use within a day. Undefined if
   * it was removed meanwhile.
   */
  adopt(path: string, name: string): Promise<FileRow | undefined>;
  /** Files of messages were removed: their bytes are deleted now. */
  removed(): void;
  close(): Promise<void>;
}

/** Where blobs are, by the settings. */
export function openBlobStore(data: string, s3: S3Settings | undefined): BlobStore {
  return s3 === undefined ? new DiskBlobStore(join(data, BLOBS_FOLDER)) : new S3BlobStore(s3);
}

/** Puts it together, and goes on with what an earlier process was at. */
export async function openFileService(config: GatewayConfig, store: Store, log: Log): Promise<FileService> {
  const { data, s3, unusedFileMs, inspectorCommand, maxFileBytes, userQuotaBytes, origins } = config;
  const folderPath = join(data, "files", "uploads");
  // What people sent is nobody else's business.
  await mkdir(folderPath, { recursive: true, mode: 0o700 });
  const fresh = randomBytes(32).toString("base64");
  const { value: key } = await store.write("secret", { name: "file-links", fresh });
  const blobs = openBlobStore(data, s3);
  const folder = new UploadFolder(folderPath, unusedFileMs);
  const inspector = new Inspector(inspectorCommand, INSPECTION_TIMES);
  const lifecycle = new FileLifecycle({
    store,
    blobs,
    uploads: folder,
    inspector,
    log,
    unusedMs: unusedFileMs,
  });
  const failed = (error: unknown): void => log.error({ err: error }, "a file can't be brought further yet");
  const uploads = new Uploads({
    store,
    files: lifecycle,
    folder,
    maxFileBytes,
    userQuotaBytes,
    origins,
    failed,
  });
  const collect = (): void => void lifecycle.collect(Date.now()).catch(failed);
  const timer = setInterval(collect, COLLECT_MS);
  collect();
  return {
    blobs,
    uploads,
    lifecycle,
    links: new LinkSigner(Buffer.from(key, "base64")),
    async adopt(path, name) {
      const id = newFileId();
      const { size } = await stat(path);
      await store.write("createFile", { id, owner: SERVER, name, size, at: Date.now(), quota: 0 });
      await copyFile(path, folder.pathOf(String(id)));
      await lifecycle.finish(id);
      return store.read("file", { id });
    },
    removed: () => void lifecycle.deleteRemoved().catch(failed),
    async close() {
      clearInterval(timer);
      await inspector.close();
      await lifecycle.settle();
    },
  };
}
