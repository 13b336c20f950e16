/** One file of the web client as the gateway serves it, from memory. */
export interface WebFile {
  /** Where it is served: `/index.html`, `/assets/NAME-HASH.js`. */
  path: string;
  /** Its content type, with a charset for texts. */
  type: string;
  /** What is at this path never changes: the name has a hash of the content. */
  immutable: boolean;
  /** Of the content, without quotes. */
  etag: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The same compressed, where that is smaller. */
  encodings: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>;
}

/**
 * What a browser may accept. No zstd: each browser that takes it takes Brotli, too, whose highest level is smaller, and time
 * to compress doesn't count here.
 */
export type Encoding = "br" | "gzip";
