import { encodeUtf8 } from "./utf8.ts";

/**
 * Room that is left after every call: more than the fixed-size fields of any one message take, so that they
 * are written without a check. The generator refuses messages that would need more.
 */
export const MARGIN = 256;
const INITIAL = 16 * 1024;
/** A buffer that a huge frame made larger than this is let go afterwards. */
const KEEP = 1024 * 1024;
/** Up to this many characters, a loop over ASCII is faster than a call into native code. */
const SHORT = 24;

/** Puts Protobuf values into one growing buffer, which is used again for the next frame. */
export class Writer {
  buf = new Uint8Array(INITIAL);
  pos = 0;

  /** Makes room for `bytes` and the margin. */
  ensure(bytes: number): void {
    const needed = this.pos + bytes + MARGIN;
    if (needed <= this.buf.length) return;
    const larger = new Uint8Array(Math.max(needed, this.buf.length * 2));
    larger.set(this.buf.subarray(0, this.pos));
    this.buf = larger;
  }

  byte(byte: number): void {
    this.buf[this.pos++] = byte;
  }

  uint32(value: number): void {
    if (value >>> 0 !== value) throw new RangeError(`${value} is not an integer from 0 to 2^32 - 1`);
    let rest = value;
    while (rest > 0x7f) {
      this.buf[this.pos++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buf[this.pos++] = rest;
  }

  uint64(value: number): void {
    if (value >>> 0 === value) return this.uint32(value);
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${value} is not an integer from 0 to 2^53 - 1`);
    let high = Math.floor(value / 2 ** 28);
    const low = value % 2 ** 28;
    const buf = this.buf;
    buf[this.pos++] = (low & 0x7f) | 0x80;
    buf[this.pos++] = ((low >>> 7) & 0x7f) | 0x80;
    buf[this.pos++] = ((low >>> 14) & 0x7f) | 0x80;
    buf[this.pos++] = (low >>> 21) | 0x80;
    while (high > 0x7f) {
      buf[this.pos++] = (high & 0x7f) | 0x80;
      high >>>= 7;
    }
    buf[this.pos++] = high;
  }

  int32(value: number): void {
    if ((value | 0) !== value) throw new RangeError(`${value} is not an integer from -2^31 to 2^31 - 1`);
    if (value >= 0) return this.uint32(value);
    // Sign-extended to 64 bits: ten bytes.
    for (let i = 0, rest = value; i < 9; i++, rest >>= 7) this.buf[this.pos++] = (rest & 0x7f) | 0x80;
    this.buf[this.pos++] = 1;
  }

  double(value: number): void {
    new DataView(this.buf.buffer).setFloat64(this.pos, value, true);
    this.pos += 8;
  }

  string(text: string): void {
    const length = text.length;
    this.ensure(length * 3 + 5);
    const { buf, pos } = this;
    if (length <= SHORT) {
      let i = 0;
      for (; i < length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 0x7f) break;
        buf[pos + 1 + i] = unit;
      }
      if (i === length) {
        buf[pos] = length;
        this.pos = pos + 1 + length;
        return;
      }
    }
    // Most text is ASCII, as long in bytes as in characters: leave room for such a length, move if it was not.
    const guess = varintSize(length);
    const size = encodeUtf8(text, buf, pos + guess);
    const actual = varintSize(size);
    if (actual !== guess) buf.copyWithin(pos + actual, pos + guess, pos + guess + size);
    this.uint32(size);
    this.pos += size;
  }

  bytes(bytes: Uint8Array): void {
    this.ensure(bytes.length + 5);
    this.uint32(bytes.length);
    this.buf.set(bytes, this.pos);
    this.pos += bytes.length;
  }

  /** Begins a nested message: leaves one byte for its length. */
  open(): number {
    this.ensure(1);
    return this.pos++;
  }

  /** Ends the nested message that `open` began, moving it if its length needs more than one byte. */
  close(at: number): void {
    const size = this.pos - at - 1;
    if (size < 0x80) {
      this.buf[at] = size;
      return;
    }
    const more = varintSize(size) - 1;
    this.ensure(more);
    this.buf.copyWithin(at + 1 + more, at + 1, this.pos);
    this.pos = at;
    this.uint32(size);
    this.pos += size;
  }

  /** A copy of what was written, owned by the caller; the writer is ready for the next frame. */
  finish(): Uint8Array {
    const frame = this.buf.slice(0, this.pos);
    if (this.buf.length > KEEP) this.buf = new Uint8Array(INITIAL);
    return frame;
  }
}

/** Bytes that `value`, below 2^53, takes as a varint. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest /= 128) size++;
  return size;
}
