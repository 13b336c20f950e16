import { type FieldSchema, type MessageSchema } from "./schema.ts";

type Value = Record<string, unknown>;
interface OneofValue {
  case?: string;
  value?: unknown;
}

/**
 * A message as a value for JSON.stringify: proto3's JSON mapping, but with 64-bit integers as numbers. Fields
 * with their default value are left out. Throws RangeError for integers that are none or too large.
 */
export function toJson(schema: MessageSchema, message: object): Value {
  const out: Value = {};
  const from = message as Value;
  for (const field of schema.fields) {
    if (field.oneof !== undefined) {
      const member = from[field.oneof] as OneofValue | undefined;
      if (member?.case === field.name) out[field.name] = single(field, member.value);
      continue;
    }
    const value = from[field.name];
    if (field.repeated) {
      const items = value as unknown[] | undefined;
      if (items !== undefined && items.length > 0) out[field.name] = items.map((item) => single(field, item));
    } else if (!isDefault(field, value)) out[field.name] = single(field, value);
  }
  return out;
}

function isDefault(field: FieldSchema, value: unknown): boolean {
  if (value === undefined) return true;
  if (field.kind === "message") return false;
  if (field.kind === "bytes") return (value as Uint8Array).length === 0;
  // Negative zero is a double of its own, and is kept.
  if (field.kind === "double") return Object.is(value, 0);
  return value === 0 || value === "" || value === false;
}

function single(field: FieldSchema, value: unknown): unknown {
  switch (field.kind) {
    case "message":
      return toJson((field.message as () => MessageSchema)(), value as object);
    case "string":
      // JSON could carry a lone surrogate, but no decoder takes it; the binary encoding replaces it as well.
      return (value as string).isWellFormed() ? value : (value as string).toWellFormed();
    case "bytes":
      return btoa(Array.from(value as Uint8Array, (byte) => String.fromCharCode(byte)).join(""));
    case "enum":
      return Object.entries(field.values ?? {}).find(([, number]) => number === value)?.[0] ?? value;
    case "double":
      return Number.isFinite(value) ? value : String(value);
    case "bool":
      return value;
    default:
      return integer(field.kind, value as number);
  }
}

function integer(kind: "uint32" | "uint64" | "int32", value: number): number {
  const good =
    kind === "uint32"
      ? value >>> 0 === value
      : kind === "int32"
        ? (value | 0) === value
        : Number.isSafeInteger(value) && value >= 0;
  if (!good) throw new RangeError(`${value} is not a number of type ${kind}`);
  return value;
}
