import { LIMITS } from "@hubbub/client";

/** Bytes of UTF-8 that a message may still take; negative if it is too long. Short texts are taken at their longest. */
export function bytesLeft(text: string): number {
  // A UTF-16 unit takes at most 3 bytes of UTF-8.
  const most = text.length * 3;
  const bytes = most <= LIMITS.textBytes / 2 ? most : new TextEncoder().encode(text).length;
  return LIMITS.textBytes - bytes;
}
