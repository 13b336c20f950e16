import { copyFile, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { Refusal } from "../errors.ts";
import type { Log } from "../log.ts";
import { FileState, type Store } from "../store/store.ts";
import type { BlobStore } from "./blob-store.ts";
import { newFileId } from "./file-id.ts";
import { FileLifecycle } from "./file-lifecycle.ts";
import { keptFileName } from "./file-name.ts";
import { INSPECTION_TIMES, Inspector } from "./inspector.ts";
import { UploadFolder } from "./upload-folder.ts";

export interface FileIntakeOptions {
  store: Store;
  blobs: BlobStore;
  data: string;
  inspectorCommand: readonly string[];
  log: Log;
}

/** A file of an import's source. */
export interface TakenFile {
  source: string;
  key: string;
  owner: number;
  name: string;
  at: number;
  /** Where its bytes are; the file stays. */
  path: string;
}

/** Nothing is removed here: that is the server's. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;

/** Takes local files in as uploads that are finished, each once, while no server runs. */
export class FileIntake {
  readonly #store: Store;
  readonly #folder: UploadFolder;
  readonly #folderPath: string;
  readonly #inspector: Inspector;
  readonly #lifecycle: FileLifecycle;

  constructor({ store, blobs, data, inspectorCommand, log }: FileIntakeOptions) {
    this.#store = store;
    this.#folderPath = join(data, "files", "uploads");
    this.#folder = new UploadFolder(this.#folderPath, NEVER_MS);
    this.#inspector = new Inspector(inspectorCommand, INSPECTION_TIMES);
    this.#lifecycle = new FileLifecycle({
      store,
      blobs,
      uploads: this.#folder,
      inspector: this.#inspector,
      log,
      unusedMs: NEVER_MS,
    });
  }

  /** The id of the finished file. Rejects if its bytes can't be kept. */
  async take({ path, name, ...file }: TakenFile): Promise<number> {
    const { size } = await stat(path);
    const { value: row } = await this.#store.write("importFile", {
      ...file,
      id: newFileId(),
      name: shortened(name),
      size,
    });
    if (row.state !== FileState.UPLOADING) return row.id;
    await mkdir(this.#folderPath, { recursive: true, mode: 0o700 });
    await copyFile(path, this.#folder.pathOf(String(row.id)));
    await this.#lifecycle.finish(row.id);
    return row.id;
  }

  async close(): Promise<void> {
    await this.#inspector.close();
    await this.#lifecycle.settle();
  }
}

/** The name as it is kept; of one that is too long its end, where its kind stands. */
function shortened(name: string): string {
  for (let points = [...name]; ; points = points.slice(Math.ceil(points.length / 10))) {
    try {
      return keptFileName(points.join(""));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
