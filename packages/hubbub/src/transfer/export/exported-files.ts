import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

import { blobKey, type BlobStore, type Snapshot } from "@hubbub/server";

/** A file as an export names it: `sha256` says where its bytes are, and is missing if they are gone. */
export interface ExportedFile {
  id: number;
  name: string;
  type: string;
  size: number;
  width: number;
  height: number;
  sha256: string | undefined;
}

/** Where the bytes with this hash (SHA-256, lower-case hexadecimal) are in an export. */
export const bytesPath = (sha256: string): string => `files/${sha256.slice(0, 2)}/${sha256}`;

/** Copies files' bytes into an export, those of the same content once. */
export class ExportedFiles {
  readonly #snapshot: Snapshot;
  readonly #blobs: BlobStore;
  readonly #folder: string;
  /** Files whose bytes are gone, and bytes that were copied. */
  missing = 0;
  copied = 0;

  constructor(snapshot: Snapshot, blobs: BlobStore, folder: string) {
    this.#snapshot = snapshot;
    this.#blobs = blobs;
    this.#folder = folder;
  }

  async add(ids: readonly number[]): Promise<ExportedFile[]> {
    if (ids.length === 0) return [];
    const rows = this.#snapshot.read("exportFiles", { ids });
    const files: ExportedFile[] = [];
    for (const wanted of ids) {
      const row = rows.find(({ id }) => id === wanted);
      if (row === undefined) continue;
      const { id, name, type, size, width, height, sha256 } = row;
      const isThere = sha256 !== "" && (await this.#copy(id, sha256));
      if (!isThere) this.missing++;
      files.push({ id, name, type, size, width, height, sha256: isThere ? sha256 : undefined });
    }
    return files;
  }

  async one(id: number): Promise<ExportedFile | undefined> {
    return id === 0 ? undefined : (await this.add([id]))[0];
  }

  async #copy(id: number, sha256: string): Promise<boolean> {
    const path = join(this.#folder, bytesPath(sha256));
    if (await Bun.file(path).exists()) return true;
    const blob = await this.#blobs.read(blobKey(id));
    if (blob === undefined) return false;
    await mkdir(dirname(path), { recursive: true });
    if (blob instanceof Blob) await Bun.write(`${path}.part`, blob);
    else await Bun.write(`${path}.part`, new Response(blob));
    await rename(`${path}.part`, path);
    this.copied++;
    return true;
  }
}
