import { BIG_ENDIAN, DOUBLE, DOUBLE_BYTES } from "./double.ts";
import { Fault } from "./fault.ts";
import { type MessageSchema } from "./schema.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Groups (a deprecated kind of field, always unknown to us) are skipped up to this depth, as in protobuf's C++. */
export const GROUP_DEPTH = 100;

/**
 * Takes Protobuf values from bytes. Every method throws a Fault for what is malformed. A varint may run past
 * the end of its message, never of the bytes: `done` finds that. Bytes past the end read as undefined, which
 * is no last byte of a varint. What is `private` is not `#private`, because that costs a check in each call:
 * together with the care that numbers stay 32-bit integers where they can it is worth a third of the time.
 */
export class Reader {
  pos = 0;
  buf: Uint8Array;

  constructor(buf: Uint8Array) {
    this.buf = buf;
  }

  /** A field's number and wire type, as one signed 32-bit number. */
  tag(): number {
    const first = this.buf[this.pos]!;
    if (first < 0x80) {
      this.pos++;
      return first;
    }
    const start = this.pos;
    const tag = this.uint64();
    if (tag > 0xffffffff || this.pos - start > 5) throw new Fault();
    return tag | 0;
  }

  /** 64 bits on the wire; numbers from 2^53 are refused. */
  uint64(): number {
    const buf = this.buf;
    let pos = this.pos;
    let byte = buf[pos++]!;
    if (byte < 0x80) {
      this.pos = pos;
      return byte;
    }
    let low = byte & 0x7f;
    byte = buf[pos++]!;
    low |= (byte & 0x7f) << 7;
    if (byte < 0x80) {
      this.pos = pos;
      return low;
    }
    byte = buf[pos++]!;
    low |= (byte & 0x7f) << 14;
    if (byte < 0x80) {
      this.pos = pos;
      return low;
    }
    byte = buf[pos++]!;
    low |= (byte & 0x7f) << 21;
    this.pos = pos;
    // Numbers past 31 bits are made elsewhere, so that compilers keep all others as integers.
    return byte < 0x80 ? low : this.large(low);
  }

  /** Adds bits 28 and up of a number, of which there may be 25. */
  private large(low: number): number {
    const buf = this.buf;
    let pos = this.pos;
    let high = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = buf[pos++]!;
      high |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (high >= 2 ** 25) throw new Fault();
        this.pos = pos;
        return low + high * 2 ** 28;
      }
    }
    return this.padded(pos, high) * 2 ** 28 + low;
  }

  /** The ninth and tenth byte can only be zeros that some encoder fills numbers up with. */
  private padded(start: number, high: number): number {
    for (let pos = start; pos < start + 2; pos++) {
      const byte = this.buf[pos]!;
      if ((byte & 0x7f) !== 0 || high >= 2 ** 25) break;
      if (byte < 0x80) {
        this.pos = pos + 1;
        return high;
      }
    }
    throw new Fault();
  }

  /** The low 32 bits, as Protobuf defines for a longer number. */
  uint32(): number {
    const first = this.buf[this.pos]!;
    if (first < 0x80) {
      this.pos++;
      return first;
    }
    let low = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.buf[this.pos++]!;
      if (i < 5) low |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) return low >>> 0;
    }
    throw new Fault();
  }

  int32(): number {
    return this.uint32() | 0;
  }

  bool(): boolean {
    let bits = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.buf[this.pos++]!;
      bits |= byte & 0x7f;
      if (byte < 0x80) return bits !== 0;
    }
    throw new Fault();
  }

  double(end: number): number {
    const { buf, pos } = this;
    if (pos + 8 > end) throw new Fault();
    for (let i = 0; i < 8; i++) DOUBLE_BYTES[BIG_ENDIAN ? 7 - i : i] = buf[pos + i]!;
    this.pos = pos + 8;
    return DOUBLE[0]!;
  }

  /** Takes a length and gives the position where what it measures ends: not past `end`. */
  length(end: number): number {
    const first = this.buf[this.pos]!;
    return first < 0x80 && this.pos + first < end ? ++this.pos + first : this.longLength(end);
  }

  private longLength(end: number): number {
    const length = this.uint64();
    if (length > end - this.pos) throw new Fault();
    return (this.pos + length) | 0;
  }

  string(end: number): string {
    const to = this.length(end);
    const from = this.pos;
    this.pos = to;
    if (from === to) return "";
    const text = decodeUtf8(this.buf, from, to);
    if (text === undefined) throw new Fault();
    return text;
  }

  /** A copy, so that a small field doesn't keep a large frame in memory. */
  bytes(end: number): Uint8Array {
    const to = this.length(end);
    const from = this.pos;
    this.pos = to;
    return this.buf.slice(from, to);
  }

  /** Skips the value of an unknown field; a known field comes here only with a wrong wire type. */
  skip(tag: number, end: number, schema: MessageSchema): void {
    const number = tag >>> 3;
    if (schema.fields.some((field) => field.number === number)) throw new Fault();
    this.skipValue(tag, end, 0);
  }

  private skipValue(tag: number, end: number, depth: number): void {
    if (tag >>> 3 === 0) throw new Fault();
    const type = tag & 7;
    if (type === 0) this.bool();
    else if (type === 1) this.pos += 8;
    else if (type === 5) this.pos += 4;
    else if (type === 2) this.pos = this.length(end);
    else if (type === 3) this.skipGroup(tag + 1, end, depth + 1);
    else throw new Fault();
    if (this.pos > end) throw new Fault();
  }

  private skipGroup(endTag: number, end: number, depth: number): void {
    if (depth > GROUP_DEPTH) throw new Fault();
    while (this.pos < end) {
      const tag = this.tag();
      if (tag === endTag) return;
      this.skipValue(tag, end, depth);
    }
    throw new Fault();
  }

  /** Checks that a message ended where it should. */
  done(end: number): void {
    if (this.pos !== end) throw new Fault();
  }
}
