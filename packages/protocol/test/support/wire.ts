import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import fc from "fast-check";

import { text } from "./arbitraries.ts";

/** Bytes of one message, as any encoder may write it: fields in any order and number, padded, unpacked, unknown. */
type Bytes = fc.Arbitrary<number[]>;

function varint(value: bigint, padding = 0): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  for (let i = 0; i < padding && bytes.length < 10; i++) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(0);
  }
  return bytes;
}

/** Puts a tag before bytes. */
function tagged(number: number, type: number): (bytes: number[]) => number[] {
  return (bytes) => varint((BigInt(number) << 3n) | BigInt(type)).concat(bytes);
}

const delimited = (bytes: readonly number[]) => varint(BigInt(bytes.length)).concat(bytes);
const raw = (size: { minLength?: number; maxLength: number }) =>
  fc.uint8Array(size).map((bytes) => Array.from(bytes));

/** Any number of up to 64 bits; for uint64 below 2^53, which is where we end. */
function number(field: DescField | undefined): Bytes {
  const bits = field?.scalar === ScalarType.UINT64 ? 53 : 64;
  const size = fc.integer({ min: 0, max: bits });
  const value = size.chain((n) => fc.bigInt({ min: 0n, max: 2n ** BigInt(n) - 1n }));
  return fc.tuple(value, fc.nat(2)).map(([n, padding]) => varint(n, padding));
}

function value(field: DescField): { type: number; bytes: Bytes } {
  if (field.message !== undefined) return { type: 2, bytes: wireOf(field.message).map(delimited) };
  if (field.scalar === ScalarType.STRING)
    return { type: 2, bytes: text.map((each) => delimited(Array.from(new TextEncoder().encode(each)))) };
  if (field.scalar === ScalarType.BYTES) return { type: 2, bytes: raw({ maxLength: 40 }).map(delimited) };
  if (field.scalar === ScalarType.DOUBLE) return { type: 1, bytes: raw({ minLength: 8, maxLength: 8 }) };
  return { type: 0, bytes: number(field) };
}

function record(field: DescField): Bytes {
  const { type, bytes } = value(field);
  const single = bytes.map(tagged(field.number, type));
  if (field.fieldKind !== "list" || type === 2) return single;
  const packed = fc
    .array(bytes, { maxLength: 4 })
    .map((each) => delimited(each.flat()))
    .map(tagged(field.number, 2));
  return fc.oneof(single, packed);
}

const { unknown } = fc.letrec<{ unknown: number[] }>((tie) => ({
  unknown: fc.oneof(
    { depthSize: "small" },
    number(undefined).map(tagged(1000, 0)),
    raw({ minLength: 8, maxLength: 8 }).map(tagged(1001, 1)),
    raw({ maxLength: 20 }).map(delimited).map(tagged(1002, 2)),
    raw({ minLength: 4, maxLength: 4 }).map(tagged(1003, 5)),
    fc
      .array(tie("unknown"), { maxLength: 3 })
      .map((each) => tagged(1004, 3)(each.flat()).concat(tagged(1004, 4)([]))),
  ),
}));

export function wireOf(desc: DescMessage): Bytes {
  return fc
    .array(fc.oneof(...desc.fields.map(record), unknown), { maxLength: 6 })
    .map((records) => records.flat());
}
