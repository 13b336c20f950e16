import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { all, list, listed, run, type Steps } from "../../sql/steps.ts";
import { type FileRow, FileState, filesWhere } from "./file-rows.ts";

/** What uses a file; who may read that may read the file. */
export const FileUseKind = {
  /** A message: channel and seq. Its readers. */
  MESSAGE: 1,
  /** A user's picture: the user's id and 0. Everybody. */
  AVATAR: 2,
  /** A custom emoji: 0 and 0. Everybody. */
  EMOJI: 3,
  /** A draft: channel and thread. The file's owner. */
  DRAFT: 4,
  /** A message that is sent later: its id and 0. The file's owner. */
  SCHEDULED: 5,
} as const;
export type FileUseKind = (typeof FileUseKind)[keyof typeof FileUseKind];

export interface FileUse {
  kind: FileUseKind;
  place: number;
  seq: number;
}

/** Where a refusal points to. */
export interface FileField {
  /** Path of the field that names the files. */
  field: string;
}

/** A user's own finished files, in the order of `ids`. Refuses others, and unfinished ones. */
export function* ownFiles(owner: number, ids: readonly number[], { field }: FileField): Steps<FileRow[]> {
  const { UPLOADING, REMOVED } = FileState;
  const rows = yield* filesWhere(
    `WHERE id IN ${listed(1)} AND owner = ?2 AND state NOT IN (${UPLOADING}, ${REMOVED})`,
    list(ids),
    owner,
  );
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    if (row !== undefined) return row;
    throw new Refusal("not_found", `There is no finished upload ${id} of yours.`, { field });
  });
}

/** Keeps files for as long as this uses them; the caller has checked whose they are. */
export function* useFiles(ids: readonly number[], { kind, place, seq }: FileUse): Steps<void> {
  for (const id of ids) {
    yield* run(
      "INSERT INTO file_uses (file, kind, place, seq) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
      id,
      kind,
      place,
      seq,
    );
  }
  yield* run(`UPDATE files SET state = ${FileState.USED} WHERE id IN ${listed(1)}`, list(ids));
}

/**
 * Has a user's picture, or an emoji, be an own finished upload, instead of the one that it was; 0: none any more.
 * Refuses what is no image, or too large. Its thumbnail of 360 pixels is what to show.
 */
export function* usePicture(owner: number, id: number, use: FileUse, { field }: FileField): Steps<void> {
  if (id !== 0) {
    const [file] = yield* ownFiles(owner, [id], { field });
    if (!file?.thumbnail)
      throw new Refusal("invalid", "This has to be an image: JPEG, PNG, WebP or GIF.", { field });
    if (file.size > LIMITS.smallImageBytes) {
      const message = `This image may have ${LIMITS.smallImageBytes} bytes.`;
      throw new Refusal("too_large", message, { field, limit: LIMITS.smallImageBytes });
    }
    yield* useFiles([id], use);
  }
  yield* dropFiles(use, id);
}

/**
 * Ends a use, but of `except`: files that nothing else uses are gone for everybody. Who wrote this calls
 * FileService.removed, so that their bytes are deleted soon.
 */
export function* dropFiles({ kind, place, seq }: FileUse, except = 0): Steps<void> {
  const dropped = yield* all<{ file: number }>(
    "DELETE FROM file_uses WHERE kind = ?1 AND place = ?2 AND seq = ?3 AND file <> ?4 RETURNING file",
    kind,
    place,
    seq,
    except,
  );
  yield* removeUnused(dropped.map(({ file }) => file));
}

/** Ends a use of some of its files alone. */
export function* dropSomeFiles(ids: readonly number[], { kind, place, seq }: FileUse): Steps<void> {
  yield* run(
    `DELETE FROM file_uses WHERE kind = ?1 AND place = ?2 AND seq = ?3 AND file IN ${listed(4)}`,
    kind,
    place,
    seq,
    list(ids),
  );
  yield* removeUnused(ids);
}

function* removeUnused(ids: readonly number[]): Steps<void> {
  if (ids.length === 0) return;
  yield* run(
    `UPDATE files SET state = ${FileState.REMOVED}
     WHERE id IN ${listed(1)} AND NOT EXISTS (SELECT 1 FROM file_uses WHERE file = files.id)`,
    list(ids),
  );
}
