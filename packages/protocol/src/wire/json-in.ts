import { BadFrame } from "../bad-frame.ts";
import { type FieldSchema, type MessageSchema } from "./schema.ts";

type Value = Record<string, unknown>;

/** Whether a field or enum value that the schema doesn't know is a fault (`strict`) or skipped (`lenient`). */
export type Unknowns = "strict" | "lenient";

/** Parses a frame in the JSON mapping of `toJson`. Throws BadFrame for everything else. */
export function parseJson<T>(schema: MessageSchema, text: string, unknowns: Unknowns): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BadFrame("", "is not JSON");
  }
  return fromJson(schema, json, unknowns, "") as T;
}

/** The same of a value that was parsed; `path` is what faults are named by. Throws BadFrame. */
export function fromJson(schema: MessageSchema, json: unknown, unknowns: Unknowns, path: string): Value {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new BadFrame(path, "is not an object");
  const message = emptyMessage(schema);
  for (const name of Object.keys(json)) {
    const at = path === "" ? name : `${path}.${name}`;
    const field = schema.fields.find((each) => each.name === name);
    const value = (json as Value)[name];
    if (field === undefined) {
      if (unknowns === "strict") throw new BadFrame(at, "is not a known field");
    } else if (field.repeated) message[name] = list(field, value, unknowns, at);
    else if (field.oneof === undefined) message[name] = single(field, value, unknowns, at);
    else {
      const other = (message[field.oneof] as { case?: string }).case;
      if (other !== undefined)
        throw new BadFrame(at, `stands beside ${other}: only one of them may be given`);
      message[field.oneof] = { case: name, value: single(field, value, unknowns, at) };
    }
  }
  return message;
}

function emptyMessage(schema: MessageSchema): Value {
  const message: Value = {};
  for (const field of schema.fields) {
    if (field.oneof !== undefined) message[field.oneof] = { case: undefined, value: undefined };
    else message[field.name] = field.repeated ? [] : emptyValue(field);
  }
  return message;
}

function emptyValue(field: FieldSchema): unknown {
  if (field.kind === "message") return undefined;
  if (field.kind === "string") return "";
  if (field.kind === "bool") return false;
  return field.kind === "bytes" ? new Uint8Array() : 0;
}

function list(field: FieldSchema, json: unknown, unknowns: Unknowns, path: string): unknown[] {
  if (!Array.isArray(json)) throw new BadFrame(path, "is not an array");
  return json.map((item: unknown, index) => single(field, item, unknowns, `${path}[${index}]`));
}

function single(field: FieldSchema, json: unknown, unknowns: Unknowns, path: string): unknown {
  switch (field.kind) {
    case "message":
      return fromJson((field.message as () => MessageSchema)(), json, unknowns, path);
    case "string":
      if (typeof json !== "string") throw new BadFrame(path, "is not a string");
      if (!json.isWellFormed()) throw new BadFrame(path, "has half of a surrogate pair");
      return json;
    case "bool":
      if (typeof json !== "boolean") throw new BadFrame(path, "is neither true nor false");
      return json;
    case "bytes":
      return bytes(json, path);
    case "enum":
      return enumValue(field, json, unknowns, path);
    case "double":
      return double(json, path);
    default:
      return integer(field.kind, json, path);
  }
}

const RANGES = {
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, 2 ** 53 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
} as const;

function integer(kind: keyof typeof RANGES, json: unknown, path: string): number {
  const [least, most] = RANGES[kind];
  if (!Number.isInteger(json)) throw new BadFrame(path, "is not an integer");
  if ((json as number) < least || (json as number) > most)
    throw new BadFrame(path, `is not from ${least} to ${most}`);
  return json as number;
}

function double(json: unknown, path: string): number {
  if (typeof json === "number") return json;
  if (json === "NaN" || json === "Infinity" || json === "-Infinity") return Number(json);
  throw new BadFrame(path, "is not a number");
}

/** A known name; leniently also a number, or a name of a newer version, which counts as not given. */
function enumValue(field: FieldSchema, json: unknown, unknowns: Unknowns, path: string): number {
  const values = field.values ?? {};
  if (typeof json === "string" && Object.hasOwn(values, json)) return values[json] as number;
  if (unknowns === "lenient" && typeof json === "number") return integer("int32", json, path);
  if (unknowns === "lenient" && typeof json === "string") return 0;
  throw new BadFrame(path, `is none of ${Object.keys(values).join(", ")}`);
}

function bytes(json: unknown, path: string): Uint8Array {
  if (typeof json !== "string") throw new BadFrame(path, "is not a string of base64");
  try {
    return Uint8Array.from(atob(json), (unit) => unit.charCodeAt(0));
  } catch {
    throw new BadFrame(path, "is not base64");
  }
}
