import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import fc from "fast-check";

const LARGEST = 2 ** 53 - 1;

/** Every size of a varint, and its borders. */
const uint64 = fc.oneof(
  fc.nat(300),
  fc.integer({ min: 0, max: 52 }).map((bit) => 2 ** bit),
  fc.integer({ min: 1, max: 53 }).map((bit) => 2 ** bit - 1),
  fc.maxSafeNat(),
  fc.constantFrom(0, 2 ** 32 - 1, 2 ** 32, 2 ** 28, LARGEST),
);
const uint32 = fc.oneof(
  fc.nat(300),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(2 ** 31, 2 ** 32 - 1),
);
const int32 = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31)));

/** Well-formed text of all scripts, around the lengths where the codec changes its way of copying. */
export const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "binary-ascii", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc
    .tuple(fc.nat(200), fc.constantFrom("a", "é", "\u20ac", "😀", "\u0000", "\ufffd"))
    .map(([n, unit]) => unit.repeat(n)),
);

function single(field: DescField): fc.Arbitrary<unknown> {
  if (field.message !== undefined) return messageOf(field.message);
  if (field.enum !== undefined)
    return fc.oneof(fc.constantFrom(...field.enum.values.map(({ number }) => number)), int32);
  switch (field.scalar) {
    case ScalarType.UINT64:
      return uint64;
    case ScalarType.UINT32:
      return uint32;
    case ScalarType.INT32:
      return int32;
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.DOUBLE:
      // protobuf-es leaves out negative zero, unlike Protobuf's definition.
      return fc.double().map((number) => (Object.is(number, -0) ? 0 : number));
    case ScalarType.STRING:
      return text;
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 200 });
    default:
      throw new Error(`There is no arbitrary for ${field.name}.`);
  }
}

/** Any message of this type, in our representation. */
export function messageOf(desc: DescMessage): fc.Arbitrary<object> {
  const parts: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of desc.fields) {
    if (field.oneof !== undefined) continue;
    if (field.fieldKind === "list") parts[field.localName] = fc.array(single(field), { maxLength: 4 });
    else if (field.message !== undefined)
      parts[field.localName] = fc.option(single(field), { nil: undefined });
    else parts[field.localName] = single(field);
  }
  for (const oneof of desc.oneofs) {
    parts[oneof.localName] = fc.oneof(
      fc.constant({ case: undefined }),
      ...oneof.fields.map((field) => single(field).map((value) => ({ case: field.localName, value }))),
    );
  }
  return fc.record(parts) as fc.Arbitrary<object>;
}
