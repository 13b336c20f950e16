/** Fields that nobody has checked yet. */
export type Json = Readonly<Record<string, unknown>>;

/** How deep a value may be nested; what is deeper is no message of anybody's. */
const DEPTH = 64;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is nested no deeper than what is read here can be. Looks at it without recursion. */
export function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEPTH; depth++) {
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    if (level.length === 0) return true;
  }
  return false;
}

/** A field of text; empty if it is none. */
export function text(fields: Json, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** A field that is true. */
export function flag(fields: Json, name: string): boolean {
  return fields[name] === true;
}

/** A field that is a time, count or the like, from 0 on; 0 if it is none. */
export function whole(fields: Json, name: string): number {
  const value = fields[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** A field that is an object; an empty one if it is none. */
export function object(fields: Json, name: string): Json {
  const value = fields[name];
  return isObject(value) ? value : {};
}

/** Objects of a field that is a list; what else is in it is left out. */
export function objects(fields: Json, name: string): Json[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Texts of a field that is a list; what else is in it is left out. */
export function texts(fields: Json, name: string): string[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
