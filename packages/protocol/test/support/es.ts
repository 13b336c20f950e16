import {
  create,
  type DescField,
  type DescMessage,
  fromBinary,
  type Message,
  ScalarType,
  toBinary,
} from "@bufbuild/protobuf";

type Value = Record<string, unknown>;

/** Encodes with protobuf-es a message in our representation. */
export function encodeEs(desc: DescMessage, message: object): Uint8Array {
  return toBinary(desc, toEs(desc, message));
}

/** Decodes with protobuf-es, into our representation; 64-bit integers stay bigints if they are too large. */
export function decodeEs(desc: DescMessage, bytes: Uint8Array): object {
  return fromEs(desc, fromBinary(desc, bytes));
}

/** Our representation to that of protobuf-es, which differs in 64-bit integers. */
export function toEs(desc: DescMessage, message: object): Message {
  const out = create(desc);
  convert(desc, message as Value, out as unknown as Value, (field, value) => {
    if (field.message !== undefined) return toEs(field.message, value as object);
    return field.scalar === ScalarType.UINT64 ? BigInt(value as number) : value;
  });
  return out;
}

export function fromEs(desc: DescMessage, message: object): object {
  const out: Value = {};
  convert(desc, message as Value, out, (field, value) => {
    if (field.message !== undefined) return fromEs(field.message, value as object);
    if (typeof value === "bigint") return value < 2n ** 53n ? Number(value) : value;
    return value;
  });
  return out;
}

function convert(
  desc: DescMessage,
  from: Value,
  to: Value,
  one: (field: DescField, value: unknown) => unknown,
): void {
  for (const field of desc.fields) {
    if (field.oneof !== undefined) continue;
    const value = from[field.localName];
    if (field.fieldKind === "list")
      to[field.localName] = (value as unknown[]).map((item) => one(field, item));
    else to[field.localName] = value === undefined ? undefined : one(field, value);
  }
  for (const oneof of desc.oneofs) {
    const member = from[oneof.localName] as { case?: string; value?: unknown };
    const field = oneof.fields.find((each) => each.localName === member.case);
    to[oneof.localName] =
      field === undefined ? { case: undefined } : { case: member.case, value: one(field, member.value) };
  }
}
