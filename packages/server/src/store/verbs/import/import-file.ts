import { run, type Steps } from "../../sql/steps.ts";
import { fileById, type FileRow, FileState } from "../files/file-rows.ts";
import { importedId, noteImport, type SourceKey } from "./imported.ts";

export interface ImportedFile extends SourceKey {
  /** The id that it gets if it is new. */
  id: number;
  owner: number;
  name: string;
  size: number;
  at: number;
}

/** The row of a source's file: made if it wasn't imported before, or is gone since. */
export function* importFile(file: ImportedFile): Steps<FileRow> {
  const known = yield* importedId("file", file);
  const row = known === undefined ? undefined : yield* fileById(known);
  if (row && row.state !== FileState.REMOVED && row.size === file.size) return row;
  const { id, owner, name, size, at } = file;
  // Whatever quota its owner has: it was theirs already.
  yield* run(
    `INSERT INTO files (id, owner, name, size, at, state) VALUES (?1, ?2, ?3, ?4, ?5, ${FileState.UPLOADING})`,
    id,
    owner,
    name,
    size,
    at,
  );
  yield* noteImport("file", file, id);
  const made = yield* fileById(id);
  if (made === undefined) throw new Error("a file is gone that was just made");
  return made;
}
