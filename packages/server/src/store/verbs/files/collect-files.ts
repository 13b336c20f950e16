import { all, list, listed, run, type Steps } from "../../sql/steps.ts";
import { type FileRow, FileState, filesWhere } from "./file-rows.ts";

/** The condition of the index files_to_collect, word for word: only so is it used. */
const UNUSED = "state <> 2";
/** Files at a time, so that no transaction is long. */
const AT_ONCE = 500;

/** Removes what nothing has used, or not finished uploading, since `before` (ms). Whether there is more of it. */
export function* expireFiles({ before }: { before: number }): Steps<boolean> {
  const { UPLOADING, READY, REMOVED } = FileState;
  const expired = yield* all(
    `UPDATE files SET state = ${REMOVED} WHERE id IN (
       SELECT id FROM files WHERE ${UNUSED} AND state IN (${UPLOADING}, ${READY}) AND at < ?1 LIMIT ${AT_ONCE}
     ) RETURNING id`,
    before,
  );
  return expired.length === AT_ONCE;
}

/** Some of the files whose bytes are to be deleted. */
export function* removedFiles(): Steps<FileRow[]> {
  return yield* filesWhere(`WHERE ${UNUSED} AND state = ${FileState.REMOVED} LIMIT ${AT_ONCE}`);
}

/** Forgets removed files whose bytes are gone. */
export function* forgetFiles({ ids }: { ids: readonly number[] }): Steps<void> {
  yield* run(`DELETE FROM files WHERE id IN ${listed(1)} AND state = ${FileState.REMOVED}`, list(ids));
}

/** Uploads that have not come to their end. */
export function* uploadingFiles(): Steps<FileRow[]> {
  return yield* filesWhere(`WHERE ${UNUSED} AND state = ${FileState.UPLOADING}`);
}
