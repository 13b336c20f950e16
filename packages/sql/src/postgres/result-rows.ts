import type { Row } from "../steps.ts";

/** OIDs of the types whose values come as text, though what they hold here are integers below 2^53. */
const INT8 = 20;
const NUMERIC = 1700;
const BYTEA = 17;

interface Column {
  name: string;
  type: number;
}

interface Statement {
  columns: readonly Column[];
}

/** Columns of a statement whose values need a change, by what all runs of one prepared statement share. */
const changing = new WeakMap<object, readonly Column[]>();

/** Rows as SQLite gives them: numbers, and plain bytes. They are changed in place. */
export function plainRows(result: readonly Row[] & { statement?: Statement | null }): Row[] {
  const { statement } = result;
  if (statement && result.length > 0) {
    for (const { name, type } of columnsToChange(statement)) {
      for (const row of result) row[name] = plain(type, row[name]);
    }
  }
  // A plain array, without what Bun adds to it.
  return [...result];
}

function columnsToChange(statement: Statement): readonly Column[] {
  let known = changing.get(statement);
  if (known === undefined) {
    known = statement.columns.filter(({ type }) => type === INT8 || type === NUMERIC || type === BYTEA);
    changing.set(statement, known);
  }
  return known;
}

function plain(type: number, value: unknown): unknown {
  if (value === null) return null;
  if (type !== BYTEA) return Number(value);
  const { buffer, byteOffset, length } = value as Buffer;
  return new Uint8Array(buffer, byteOffset, length);
}
