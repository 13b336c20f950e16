export type { Init } from "./init.ts";
// What generated code is written against.
export { type FieldSchema, type MessageSchema } from "./schema.ts";
export { Reader } from "./reader.ts";
export { Writer } from "./writer.ts";
export { decodeWhole, encodeWhole } from "./whole.ts";
export { toJson } from "./json-out.ts";
