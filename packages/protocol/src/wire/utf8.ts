/**
 * Buffer's native methods where there is a Buffer (Bun, Node): they take and fill a plain Uint8Array, and
 * need no view or string object on the way. TextDecoder and TextEncoder elsewhere (browsers).
 */
interface NativeText {
  utf8Slice(this: Uint8Array, start: number, end: number): string;
  utf8Write(this: Uint8Array, text: string, start: number): number;
}

const native = (globalThis as { Buffer?: { prototype: NativeText } }).Buffer?.prototype;
const slice = native?.utf8Slice;
const write = native?.utf8Write;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** The text in bytes `start` to `end`, or undefined if they are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (slice !== undefined) {
    const text = slice.call(bytes, start, end);
    // Invalid bytes come out as U+FFFD, which may also have been sent as such: only then look closer.
    if (!text.includes("\ufffd")) return text;
  }
  try {
    return strict.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

/**
 * Writes `text` at `start` and gives the number of bytes; there must be room for 3 bytes for each UTF-16
 * unit. A lone surrogate is written as U+FFFD.
 */
export function encodeUtf8(text: string, bytes: Uint8Array, start: number): number {
  if (write !== undefined) return write.call(bytes, text, start);
  return encoder.encodeInto(text, bytes.subarray(start)).written;
}
