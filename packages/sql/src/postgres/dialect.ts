import type { Param } from "../steps.ts";

/** What the verbs' SQL has that Postgres says in other words: a text, a word that it reserves, a list, a parameter. */
const PARTS =
  /'(?:[^']|'')*'|\buser\b|\(SELECT CAST\(value AS (INTEGER|TEXT)\) FROM json_each\(\?(\d+)\)\)|\?(\d+)/g;

const translated = new Map<string, string>();

/**
 * A statement of a verb as Postgres takes it. Parameters get the type of what is given for them, so that nothing is left
 * for Postgres to guess; there are few statements, each nearly always with the same types, so each is translated once.
 */
export function toPostgres(sql: string, params: readonly Param[]): string {
  const types = params.map(typeOf);
  const key = `${types.join()} ${sql}`;
  let known = translated.get(key);
  if (known === undefined) {
    known = translate(sql, types);
    translated.set(key, known);
  }
  return known;
}

function translate(sql: string, types: readonly string[]): string {
  const param = (number: string): string => `$${number}${types[Number(number) - 1] ?? ""}`;
  return sql.replaceAll(PARTS, (part, itemType?: string, listed?: string, number?: string) => {
    if (listed !== undefined) {
      const items = `json_array_elements_text(${param(listed)}::json) AS items(value)`;
      return `(SELECT value${itemType === "INTEGER" ? "::bigint" : ' COLLATE "C"'} FROM ${items})`;
    }
    if (number !== undefined) return param(number);
    return part === "user" ? '"user"' : part;
  });
}

function typeOf(param: Param): string {
  switch (typeof param) {
    case "number":
      return "::bigint";
    case "string":
      return '::text COLLATE "C"';
    default:
      return param === null ? "" : "::bytea";
  }
}
