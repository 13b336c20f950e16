import { Batch } from "../core/shared-frame.ts";
import type { UserChange } from "../store/store.ts";

/**
 * What nodes tell each other: numbers as big-endian doubles, which hold every id, seq and version exactly, then bytes. The
 * subject says whose it is.
 */
const DOUBLE = 8;

/** Numbers, then bytes. */
export function pack(numbers: readonly number[], bytes: Uint8Array): Uint8Array {
  const head = numbers.length * DOUBLE;
  const packed = Buffer.allocUnsafe(head + bytes.length);
  for (const [at, number] of numbers.entries()) packed.writeDoubleBE(number, at * DOUBLE);
  packed.set(bytes, head);
  return packed;
}

/** Undefined if it isn't as many numbers as that: another program speaks there. */
export function unpack(
  count: number,
  packed: Uint8Array,
): { numbers: number[]; bytes: Uint8Array } | undefined {
  const head = count * DOUBLE;
  if (packed.length < head) return undefined;
  const view = new DataView(packed.buffer, packed.byteOffset, head);
  const numbers = Array.from({ length: count }, (_, at) => view.getFloat64(at * DOUBLE));
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return undefined;
  return { numbers, bytes: packed.subarray(head) };
}

/** A batch that is too large to be told is told without its bytes: they are in the log. */
export function packBatch({ first, last, bytes }: Batch, most: number): Uint8Array {
  const fits = bytes.length + 2 * DOUBLE <= most;
  return pack([first, last], fits ? bytes : new Uint8Array());
}

export function unpackBatch(channel: number, packed: Uint8Array): Batch | undefined {
  const { numbers: [first = 0, last = 0] = [], bytes } = unpack(2, packed) ?? {};
  if (bytes === undefined || first < 1 || last < first) return undefined;
  return new Batch(channel, first, last, bytes);
}

export function unpackChange(user: number, packed: Uint8Array): UserChange | undefined {
  const { numbers: [version = 0] = [], bytes } = unpack(1, packed) ?? {};
  return bytes === undefined ? undefined : { user, version, frame: bytes };
}
