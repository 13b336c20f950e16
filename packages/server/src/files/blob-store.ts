/**
 * Where the bytes of finished files are. One contract suite (test/blob-store-contract.ts) proves every implementation.
 * A blob is written once and never changed. Keys are paths of lower-case letters, digits, ".", "-" and "/".
 */
export interface BlobStore {
  /**
   * Stores the bytes of the local file `source`, which stays, under `key`; what was there is replaced. When it resolves,
   * they are as safe as the store can make them; if it rejects, or the process ends, the key has all of them or is as before.
   */
  put(key: string, source: string): Promise<void>;

  /** A blob, or some of its bytes, as the body of a response. Undefined if there is no such blob. */
  read(key: string, range?: ByteRange): Promise<Blob | ReadableStream<Uint8Array> | undefined>;

  /** Removes a blob; one that isn't there is no error. */
  delete(key: string): Promise<void>;
}

/** The bytes from `start` up to `end` (exclusive); the caller knows that there are so many. */
export interface ByteRange {
  start: number;
  end: number;
}

const KEY = /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)*$/;

/** Keys are made by this program: another one is a fault of it. */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new Error(`"${key}" is no key of a blob`);
  return key;
}
