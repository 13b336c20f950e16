/**
 * What generated code says of a message beside its types: enough to find the field at fault in a refused
 * frame, and to map to and from JSON. Binary frames don't go through it; their code is generated.
 */
export interface MessageSchema {
  /** As in the .proto file, without the package. */
  name: string;
  fields: readonly FieldSchema[];
}

export interface FieldSchema {
  number: number;
  /** lowerCamelCase: the name in JSON and in the interface. */
  name: string;
  kind: "uint32" | "uint64" | "int32" | "bool" | "double" | "string" | "bytes" | "enum" | "message";
  repeated: boolean;
  /** Name of the oneof that the field is a member of. */
  oneof?: string;
  /** Type of a message field; a function, since messages may refer to later ones. */
  message?: () => MessageSchema;
  /** Values of an enum field by their names. */
  values?: Readonly<Record<string, number>>;
}

export type WireType = 0 | 1 | 2 | 5;

/** The wire type of one value of a kind. A packed repeated field has 2 instead. */
export function wireType(kind: FieldSchema["kind"]): WireType {
  if (kind === "double") return 1;
  return kind === "string" || kind === "bytes" || kind === "message" ? 2 : 0;
}
