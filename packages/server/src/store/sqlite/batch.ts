import type { AppendResult, NewEntry } from "../store.ts";

/**
 * A batch on its way to the writer, and the results on their way back, travel as one buffer each that is
 * moved, not copied: structured clone of the objects costs the event loop three to twenty times as much
 * (docs/adr/0004-sqlite-writer-thread.md). Both ends are threads of one process, so numbers are in its byte order.
 *
 * Batch: for each entry five doubles (channel, user, at, bytes of client id, bytes of entry); then for each
 * entry its client id in UTF-8 and its bytes.
 */
const BATCH_COLUMNS = 5;
const BATCH_ROW_BYTES = BATCH_COLUMNS * 8;
/** A UTF-16 code unit makes at most three bytes of UTF-8. */
const UTF8_BYTES_PER_UNIT = 3;

export function packBatch(batch: readonly NewEntry[]): ArrayBuffer {
  let room = batch.length * BATCH_ROW_BYTES;
  for (const { clientId, entry } of batch) room += clientId.length * UTF8_BYTES_PER_UNIT + entry.length;
  // Slow means not from the shared pool, whose buffer could not be moved; and nothing clears the bytes first.
  const bytes = Buffer.allocUnsafeSlow(room);
  const columns = new Float64Array(bytes.buffer, 0, batch.length * BATCH_COLUMNS);
  let at = batch.length * BATCH_ROW_BYTES;
  let column = 0;
  for (const entry of batch) {
    const idBytes = bytes.write(entry.clientId, at);
    at += idBytes;
    bytes.set(entry.entry, at);
    at += entry.entry.length;
    columns[column] = entry.channel;
    columns[column + 1] = entry.user;
    columns[column + 2] = entry.at;
    columns[column + 3] = idBytes;
    columns[column + 4] = entry.entry.length;
    column += BATCH_COLUMNS;
  }
  return bytes.buffer;
}

/** What the writer sees of one entry; the arrays are views, good while the batch is read. */
export interface PackedEntry {
  channel: number;
  user: number;
  at: number;
  clientId: Uint8Array;
  entry: Uint8Array;
}

export function* unpackBatch(count: number, packed: ArrayBuffer): Generator<PackedEntry> {
  const columns = new Float64Array(packed, 0, count * BATCH_COLUMNS);
  const bytes = new Uint8Array(packed);
  let at = count * BATCH_ROW_BYTES;
  for (let column = 0; column < columns.length; column += BATCH_COLUMNS) {
    const entryAt = at + columns[column + 3]!;
    const end = entryAt + columns[column + 4]!;
    yield {
      channel: columns[column]!,
      user: columns[column + 1]!,
      at: columns[column + 2]!,
      clientId: bytes.subarray(at, entryAt),
      entry: bytes.subarray(entryAt, end),
    };
    at = end;
  }
}

/** Results: for each entry three doubles (outcome, seq, at). */
const RESULT_COLUMNS = 3;
const OUTCOMES = [
  "appended",
  "repeated",
  "reused",
  "no-channel",
  "barred",
] as const satisfies AppendResult["outcome"][];

export function packResults(results: readonly AppendResult[]): ArrayBuffer {
  const columns = new Float64Array(results.length * RESULT_COLUMNS);
  let column = 0;
  for (const result of results) {
    columns[column] = OUTCOMES.indexOf(result.outcome);
    if ("seq" in result) columns[column + 1] = result.seq;
    if ("at" in result) columns[column + 2] = result.at;
    column += RESULT_COLUMNS;
  }
  return columns.buffer;
}

export function unpackResults(packed: ArrayBuffer): AppendResult[] {
  const columns = new Float64Array(packed);
  const results: AppendResult[] = [];
  for (let column = 0; column < columns.length; column += RESULT_COLUMNS) {
    const outcome = OUTCOMES[columns[column]!]!;
    const seq = columns[column + 1]!;
    if (outcome === "appended") results.push({ outcome, seq });
    else if (outcome === "repeated") results.push({ outcome, seq, at: columns[column + 2]! });
    else results.push({ outcome });
  }
  return results;
}
