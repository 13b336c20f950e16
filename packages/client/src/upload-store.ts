/** An upload that was begun and may go on. */
export interface KnownUpload {
  /** Path on the server. */
  path: string;
  /** Bytes of the whole file. */
  size: number;
}

/**
 * Where begun uploads are remembered by their resume keys, so that they go on later; see WebStorageUploads for
 * browsers. Calls may reject; then the upload begins anew.
 */
export interface UploadStore {
  get(key: string): Promise<KnownUpload | undefined>;
  set(key: string, upload: KnownUpload): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Remembers for as long as the program runs. */
export class MemoryUploads implements UploadStore {
  readonly #uploads = new Map<string, KnownUpload>();

  async get(key: string): Promise<KnownUpload | undefined> {
    return this.#uploads.get(key);
  }

  async set(key: string, upload: KnownUpload): Promise<void> {
    this.#uploads.set(key, upload);
  }

  async remove(key: string): Promise<void> {
    this.#uploads.delete(key);
  }
}
