import { Fault } from "./fault.ts";
import { type MessageSchema } from "./schema.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Groups (a deprecated kind of field, always unknown to us) are skipped up to this depth, as in protobuf's C++. */
export const GROUP_DEPTH = 100;

const ID_LIMIT = 2 ** 53;

/**
 * Takes Protobuf values from bytes. Every method throws a Fault for what is malformed. A varint may run past
 * the end of its message, never of the bytes: `done` finds that. Bytes past the end read as undefined, which
 * is no last byte of a varint.
 */
export class Reader {
  pos = 0;

  constructor(public buf: Uint8Array) {}

  /** A field's number and wire type, as one number. */
  tag(): number {
    const first = this.buf[this.pos]!;
    if (first < 0x80) {
      this.pos++;
      return first;
    }
    const start = this.pos;
    const tag = this.uint64();
    if (tag > 0xffffffff || this.pos - start > 5) throw new Fault();
    return tag;
  }

  /** 64 bits on the wire; numbers from 2^53 are refused. */
  uint64(): number {
    const buf = this.buf;
    let pos = this.pos;
    let byte = buf[pos++]!;
    let low = byte & 0x7f;
    if (byte >= 0x80) {
      byte = buf[pos++]!;
      low |= (byte & 0x7f) << 7;
      if (!(byte < 0x80)) {
        byte = buf[pos++]!;
        low |= (byte & 0x7f) << 14;
        if (!(byte < 0x80)) {
          byte = buf[pos++]!;
          low |= (byte & 0x7f) << 21;
          if (!(byte < 0x80)) return this.#uint64High(low, pos);
        }
      }
    } else if (byte === undefined) throw new Fault();
    this.pos = pos;
    return low;
  }

  #uint64High(low: number, start: number): number {
    let scale = 2 ** 28;
    let value = low;
    for (let pos = start; pos < start + 6; pos++) {
      const byte = this.buf[pos]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value >= ID_LIMIT) throw new Fault();
        this.pos = pos + 1;
        return value;
      }
      scale *= 128;
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
    const start = this.pos;
    if (start + 8 > end) throw new Fault();
    this.pos = start + 8;
    return new DataView(this.buf.buffer, this.buf.byteOffset + start, 8).getFloat64(0, true);
  }

  /** Takes a length and gives the position where what it measures ends: not past `end`. */
  length(end: number): number {
    const length = this.uint64();
    if (this.pos + length > end) throw new Fault();
    return this.pos + length;
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
    this.#skip(tag, end, 0);
  }

  #skip(tag: number, end: number, depth: number): void {
    if (tag >>> 3 === 0) throw new Fault();
    const type = tag & 7;
    if (type === 0) this.bool();
    else if (type === 1) this.pos += 8;
    else if (type === 5) this.pos += 4;
    else if (type === 2) this.pos = this.length(end);
    else if (type === 3) this.#skipGroup(tag + 1, end, depth + 1);
    else throw new Fault();
    if (this.pos > end) throw new Fault();
  }

  #skipGroup(endTag: number, end: number, depth: number): void {
    if (depth > GROUP_DEPTH) throw new Fault();
    while (this.pos < end) {
      const tag = this.tag();
      if (tag === endTag) return;
      this.#skip(tag, end, depth);
    }
    throw new Fault();
  }

  /** Checks that a message ended where it should. */
  done(end: number): void {
    if (this.pos !== end) throw new Fault();
  }
}
