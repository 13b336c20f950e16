import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import type { Encoding, WebFile } from "./web-file.ts";

/** Types whose files are compressed already. */
const COMPRESSED = /^(?:image\/(?!svg)|audio\/|video\/|font\/woff2?)/;
/** Smaller ones fit in one packet as they are, in bytes. */
const LEAST_BYTES = 512;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** A file with its compressed variants, made in the pool of threads. */
export async function makeWebFile(
  path: string,
  type: string,
  content: Uint8Array<ArrayBuffer> | string,
  immutable = false,
): Promise<WebFile> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const etag = Bun.SHA256.hash(bytes, "base64url").slice(0, 22);
  return { path, type, immutable, etag, bytes, encodings: await encodingsOf(type, bytes) };
}

async function encodingsOf(type: string, bytes: Uint8Array<ArrayBuffer>): Promise<WebFile["encodings"]> {
  if (COMPRESSED.test(type) || bytes.length < LEAST_BYTES) return {};
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [br, gz] = await Promise.all([brotli(bytes, { params }), gzipped(bytes, { level: 9 })]);
  const made: [Encoding, Uint8Array<ArrayBuffer>][] = [
    ["br", new Uint8Array(br)],
    ["gzip", new Uint8Array(gz)],
  ];
  return Object.fromEntries(made.filter(([, { length }]) => length < bytes.length));
}
