import type { HistoryPage } from "../store.ts";

/**
 * A history page on its way from the reader: `packed` holds for each entry two doubles (seq, bytes of entry),
 * then the entries' bytes; it is moved to the main thread, whose entries are views of it.
 */
export interface PackedPage {
  epoch: number;
  head: number;
  more: boolean;
  count: number;
  packed: ArrayBuffer;
}

const COLUMNS = 2;
const ROW_BYTES = COLUMNS * 8;

export function packPage({ entries, ...rest }: HistoryPage): PackedPage {
  let room = entries.length * ROW_BYTES;
  for (const { entry } of entries) room += entry.length;
  const bytes = Buffer.allocUnsafeSlow(room);
  const columns = new Float64Array(bytes.buffer, 0, entries.length * COLUMNS);
  let at = entries.length * ROW_BYTES;
  let column = 0;
  for (const { seq, entry } of entries) {
    columns[column] = seq;
    columns[column + 1] = entry.length;
    column += COLUMNS;
    bytes.set(entry, at);
    at += entry.length;
  }
  return { ...rest, count: entries.length, packed: bytes.buffer };
}

export function unpackPage({ count, packed, ...rest }: PackedPage): HistoryPage {
  const columns = new Float64Array(packed, 0, count * COLUMNS);
  const bytes = new Uint8Array(packed);
  const entries: HistoryPage["entries"] = [];
  let at = count * ROW_BYTES;
  for (let column = 0; column < columns.length; column += COLUMNS) {
    const end = at + columns[column + 1]!;
    entries.push({ seq: columns[column]!, entry: bytes.subarray(at, end) });
    at = end;
  }
  return { ...rest, entries };
}
