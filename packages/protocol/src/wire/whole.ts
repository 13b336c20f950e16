import { BadFrame } from "../bad-frame.ts";
import { Fault } from "./fault.ts";
import type { Init } from "./init.ts";
import { Reader } from "./reader.ts";
import { findFault } from "./refuse.ts";
import { type MessageSchema } from "./schema.ts";
import { Writer } from "./writer.ts";

const NOTHING = new Uint8Array();
const writer = new Writer();
const reader = new Reader(NOTHING);

/** Encodes one message into bytes of its own. Throws RangeError for numbers that don't fit their type. */
export function encodeWhole<T>(message: Init<T>, write: (w: Writer, message: Init<T>) => void): Uint8Array {
  writer.pos = 0;
  writer.ensure(0);
  write(writer, message);
  return writer.finish();
}

/** Decodes one message that fills `bytes`. Throws BadFrame. */
export function decodeWhole<T>(
  bytes: Uint8Array,
  read: (r: Reader, end: number) => T,
  schema: MessageSchema,
): T {
  reader.buf = bytes;
  reader.pos = 0;
  try {
    return read(reader, bytes.length);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw findFault(bytes, schema) ?? new BadFrame("", "is malformed");
  } finally {
    // The frame is not ours to keep.
    reader.buf = NOTHING;
  }
}
