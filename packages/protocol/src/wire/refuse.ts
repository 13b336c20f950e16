import { BadFrame } from "../bad-frame.ts";
import { GROUP_DEPTH } from "./reader.ts";
import { type FieldSchema, type MessageSchema, wireType } from "./schema.ts";
import { decodeUtf8 } from "./utf8.ts";

/**
 * Walks a frame that the fast decoder refused, slowly, and gives the error that names the field at fault.
 * Undefined if the frame is good after all.
 */
export function findFault(bytes: Uint8Array, schema: MessageSchema): BadFrame | undefined {
  try {
    new Walk(bytes).message(schema, bytes.length, "");
    return undefined;
  } catch (error) {
    if (error instanceof BadFrame) return error;
    throw error;
  }
}

class Walk {
  #pos = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  message(schema: MessageSchema, end: number, path: string): void {
    const seen = new Map<number, number>();
    while (this.#pos < end) {
      const { number, type } = this.#tag(end, path);
      const field = schema.fields.find((each) => each.number === number);
      if (field === undefined) {
        this.#skip(number, type, end, path, 0);
        continue;
      }
      const index = seen.get(number) ?? 0;
      seen.set(number, index + 1);
      const name = field.repeated ? `${field.name}[${index}]` : field.name;
      this.#field(field, type, end, path === "" ? name : `${path}.${name}`);
    }
  }

  #field(field: FieldSchema, type: number, end: number, path: string): void {
    const expected = wireType(field.kind);
    if (field.repeated && type === 2 && expected !== 2) {
      const to = this.#length(end, path);
      while (this.#pos < to) this.#value(field, to, path);
    } else if (type === expected) this.#value(field, end, path);
    else throw new BadFrame(path, `has wire type ${type} instead of ${expected}`);
  }

  #value(field: FieldSchema, end: number, path: string): void {
    if (field.kind === "double") return this.#fixed(8, end, path);
    if (wireType(field.kind) === 0) {
      const value = this.#varint(end, path);
      if (field.kind === "uint64" && value >= 2n ** 53n) throw new BadFrame(path, "is not below 2^53");
      return;
    }
    const to = this.#length(end, path);
    if (field.message !== undefined) return this.message(field.message(), to, path);
    if (field.kind === "string" && decodeUtf8(this.#bytes, this.#pos, to) === undefined)
      throw new BadFrame(path, "is not valid UTF-8");
    this.#pos = to;
  }

  #tag(end: number, path: string): { number: number; type: number } {
    const start = this.#pos;
    const tag = this.#varint(end, path);
    if (tag > 0xffffffffn || tag < 8n || this.#pos - start > 5)
      throw new BadFrame(path, "has an impossible field number");
    return { number: Number(tag >> 3n), type: Number(tag & 7n) };
  }

  #skip(number: number, type: number, end: number, path: string, depth: number): void {
    if (type === 0) this.#varint(end, path);
    else if (type === 1) this.#fixed(8, end, path);
    else if (type === 5) this.#fixed(4, end, path);
    else if (type === 2) this.#pos = this.#length(end, path);
    else if (type === 3) this.#skipGroup(number, end, path, depth + 1);
    else throw new BadFrame(path, `has an impossible wire type (${type}) in unknown field ${number}`);
  }

  #skipGroup(group: number, end: number, path: string, depth: number): void {
    if (depth > GROUP_DEPTH) throw new BadFrame(path, `has groups nested deeper than ${GROUP_DEPTH}`);
    while (this.#pos < end) {
      const { number, type } = this.#tag(end, path);
      if (type !== 4) this.#skip(number, type, end, path, depth);
      else if (number === group) return;
      else throw new BadFrame(path, `ends group ${number} inside group ${group}`);
    }
    throw new BadFrame(path, "is truncated inside a group");
  }

  #fixed(size: number, end: number, path: string): void {
    if (this.#pos + size > end) throw new BadFrame(path, "is truncated");
    this.#pos += size;
  }

  /** Takes a length and gives the position where what it measures ends. */
  #length(end: number, path: string): number {
    const length = this.#varint(end, path);
    if (length > BigInt(end - this.#pos)) throw new BadFrame(path, "is truncated or longer than its message");
    return this.#pos + Number(length);
  }

  #varint(end: number, path: string): bigint {
    let value = 0n;
    for (let i = 0; i < 10; i++) {
      if (this.#pos >= end) throw new BadFrame(path, "is truncated");
      const byte = this.#bytes[this.#pos++] as number;
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return value;
    }
    throw new BadFrame(path, "has a number of more than 10 bytes");
  }
}
