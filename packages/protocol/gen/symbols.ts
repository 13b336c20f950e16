import type { DescField, DescFile, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import type { GeneratedFile, Printable } from "@bufbuild/protoplugin";

/** A generated file that is being written. */
export interface Output {
  f: GeneratedFile;
  file: DescFile;
  /** A type of src/wire, imported. */
  runtime(name: "Init" | "Reader" | "Writer" | "MessageSchema"): Printable;
}

/** Names of what is generated for a message; imported where it is of another file. */
export function symbol(
  out: Output,
  message: DescMessage,
  what: "type" | "read" | "write" | "schema",
): Printable {
  const name = {
    type: message.name,
    read: `read${message.name}`,
    write: `write${message.name}`,
    schema: schemaName(message),
  }[what];
  const file = message.file.name;
  if (message.file === out.file) return name;
  return out.f.import(name, `./${file.slice(file.lastIndexOf("/") + 1)}.ts`, what === "type");
}

/** EventPage: EVENT_PAGE. */
export function schemaName(message: DescMessage): string {
  return message.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toUpperCase();
}

const KINDS = new Map([
  [ScalarType.UINT32, "uint32"],
  [ScalarType.UINT64, "uint64"],
  [ScalarType.INT32, "int32"],
  [ScalarType.BOOL, "bool"],
  [ScalarType.DOUBLE, "double"],
  [ScalarType.STRING, "string"],
  [ScalarType.BYTES, "bytes"],
] as const);

export type Kind = typeof KINDS extends Map<unknown, infer K> ? K | "enum" | "message" : never;

/** The kind of a field's (or its items') value; throws for what the generator doesn't support. */
export function kindOf(field: DescField): Kind {
  const unsupported = () =>
    new Error(`${field.parent.typeName}.${field.name} has a type without support in gen/`);
  if (field.fieldKind === "map" || field.proto.proto3Optional) throw unsupported();
  if (field.message !== undefined) return "message";
  if (field.enum !== undefined) return "enum";
  const kind = KINDS.get(field.scalar as ScalarType.UINT32);
  if (kind === undefined) throw unsupported();
  return kind;
}

/** How TypeScript says one value of a field. */
export function typeOf(out: Output, field: DescField): Printable {
  const kind = kindOf(field);
  if (field.message !== undefined) return symbol(out, field.message, "type");
  if (kind === "string") return "string";
  if (kind === "bool") return "boolean";
  return kind === "bytes" ? "Uint8Array" : "number";
}

export function isRepeated(field: DescField): boolean {
  return field.fieldKind === "list";
}

/** The expression of a singular field's default value; none for messages. */
export function defaultOf(field: DescField): string {
  const kind = kindOf(field);
  if (kind === "message") return "undefined";
  if (kind === "string") return '""';
  if (kind === "bool") return "false";
  return kind === "bytes" ? "new Uint8Array()" : "0";
}

export function wireTypeOf(field: DescField): 0 | 1 | 2 {
  const kind = kindOf(field);
  if (kind === "double") return 1;
  return kind === "string" || kind === "bytes" || kind === "message" ? 2 : 0;
}

/** Fields in the order of their numbers; a oneof stands where its first field does. */
export function members(message: DescMessage): readonly (DescField | DescOneof)[] {
  const sorted = message.fields.toSorted((a, b) => a.number - b.number);
  return [...new Set(sorted.map((field) => field.oneof ?? field))];
}

/** Decoders follow a frame's nesting by calls, which is safe since no message of ours can hold itself. */
export function refuseRecursion(message: DescMessage, within: readonly DescMessage[] = []): void {
  if (within.includes(message))
    throw new Error(`${message.typeName} can hold itself, which gen/ has no support for`);
  for (const { message: nested } of message.fields) {
    if (nested !== undefined) refuseRecursion(nested, [...within, message]);
  }
}
