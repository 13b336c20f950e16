import { BIG_ENDIAN, DOUBLE, DOUBLE_BYTES } from "./double.ts";
import { encodeUtf8 } from "./utf8.ts";

/**
 * Room that is left after every call: more than the fixed-size fields of any one message take, so that they
 * are written without a check. The generator refuses messages that would need more.
 */
export const MARGIN = 512;
const INITIAL = 16 * 1024;
/** A buffer that a huge frame made larger than this is let go afterwards. */
const KEEP = 1024 * 1024;
/** Up to this many characters, a loop over ASCII is faster than a call into native code. */
const SHORT = 24;
/** Up to this many bytes, a loop copies faster than a call into native code. */
const SMALL = 48;

/** Puts Protobuf values into one growing buffer, which is used again for the next frame. */
export class Writer {
  buf = new Uint8Array(INITIAL);
  pos = 0;

  /** Makes room for `bytes` and the margin. */
  ensure(bytes: number): void {
    if (this.pos + bytes + MARGIN > this.buf.length) this.grow(bytes);
  }

  private grow(bytes: number): void {
    const larger = new Uint8Array(Math.max(this.pos + bytes + MARGIN, this.buf.length * 2));
    larger.set(this.buf.subarray(0, this.pos));
    this.buf = larger;
  }

  byte(byte: number): void {
    this.buf[this.pos++] = byte;
  }

  uint32(value: number): void {
    if (value >>> 0 !== value) throw new RangeError(`${value} is not an integer from 0 to 2^32 - 1`);
    const buf = this.buf;
    let pos = this.pos;
    let rest = value;
    while (rest > 0x7f) {
      buf[pos++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buf[pos++] = rest;
    this.pos = pos;
  }

  uint64(value: number): void {
    if (value >>> 0 === value) this.uint32(value);
    else this.large(value);
  }

  private large(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${value} is not an integer from 0 to 2^53 - 1`);
    const buf = this.buf;
    let pos = this.pos;
    buf[pos++] = (value & 0x7f) | 0x80;
    buf[pos++] = ((value >>> 7) & 0x7f) | 0x80;
    buf[pos++] = ((value >>> 14) & 0x7f) | 0x80;
    buf[pos++] = ((value >>> 21) & 0x7f) | 0x80;
    let high = Math.floor(value / 2 ** 28);
    while (high > 0x7f) {
      buf[pos++] = (high & 0x7f) | 0x80;
      high >>>= 7;
    }
    buf[pos++] = high;
    this.pos = pos;
  }

  int32(value: number): void {
    if ((value | 0) !== value) throw new RangeError(`${value} is not an integer from -2^31 to 2^31 - 1`);
    if (value >= 0) return this.uint32(value);
    // Sign-extended to 64 bits: ten bytes.
    for (let i = 0, rest = value; i < 9; i++, rest >>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(1);
  }

  double(value: number): void {
    DOUBLE[0] = value;
    const buf = this.buf;
    const pos = this.pos;
    for (let i = 0; i < 8; i++) buf[pos + i] = DOUBLE_BYTES[BIG_ENDIAN ? 7 - i : i] as number;
    this.pos = pos + 8;
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
    if (size < 0x80) {
      buf[pos] = size;
      this.pos = pos + 1 + size;
      return;
    }
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
    const more = varintSize(size) - 1;
    // Even if nothing moves: the nested message's fields have used up the margin.
    this.ensure(more);
    if (more === 0) {
      this.buf[at] = size;
      return;
    }
    this.buf.copyWithin(at + 1 + more, at + 1, this.pos);
    this.pos = at;
    this.uint32(size);
    this.pos += size;
  }

  /** A copy of what was written, owned by the caller; the writer is ready for the next frame. */
  finish(): Uint8Array {
    const { buf, pos } = this;
    if (buf.length > KEEP) this.buf = new Uint8Array(INITIAL);
    if (pos > SMALL) return buf.slice(0, pos);
    const frame = new Uint8Array(pos);
    for (let i = 0; i < pos; i++) frame[i] = buf[i] as number;
    return frame;
  }
}

/** Bytes that `value`, below 2^53, takes as a varint. */
export function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  let size = 2;
  for (let rest = value / 0x4000; rest >= 1; rest /= 128) size++;
  return size;
}
