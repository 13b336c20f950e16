import { crc32 } from "node:zlib";

/** Tells whether a text is still the one that was indexed. */
export function textCheck(text: string): number {
  return crc32(text);
}
