import { changes, first, run, type Steps } from "../../sql/steps.ts";

/** Whose client ids those of imported messages are; no user has this id. */
export const IMPORTER = 0;

export type ImportedKind = "channel" | "member" | "file" | "pin" | "end";

/** Something of a source. */
export interface SourceKey {
  /** What the operator calls the source. */
  source: string;
  /** The source's own id. */
  key: string;
}

/** What became of something of a source; undefined if it was not imported yet. */
export function* importedId(kind: ImportedKind, { source, key }: SourceKey): Steps<number | undefined> {
  const row = yield* first<{ id: number }>(
    "SELECT id FROM imported WHERE source = ?1 AND kind = ?2 AND key = ?3",
    source,
    kind,
    key,
  );
  return row?.id;
}

/** Notes that something is imported now; false if it was already. */
export function* isFirstImport(kind: ImportedKind, { source, key }: SourceKey, id: number): Steps<boolean> {
  return yield* changes(
    `INSERT INTO imported (source, kind, key, id) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING RETURNING id`,
    source,
    kind,
    key,
    id,
  );
}

/** Notes what something has become, instead of what it was before. */
export function* noteImport(kind: ImportedKind, { source, key }: SourceKey, id: number): Steps<void> {
  yield* run(
    `INSERT INTO imported (source, kind, key, id) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (source, kind, key) DO UPDATE SET id = excluded.id`,
    source,
    kind,
    key,
    id,
  );
}

/** Everything that is in a channel's log by now counts as imported. */
export function* noteLog(channel: number): Steps<void> {
  yield* run(
    `INSERT INTO imported_logs (channel, until)
     SELECT channel, max(seq) FROM events WHERE channel = ?1 GROUP BY channel
     ON CONFLICT (channel) DO UPDATE SET until = excluded.until`,
    channel,
  );
}
