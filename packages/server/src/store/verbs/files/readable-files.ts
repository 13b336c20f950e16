import { ChannelKind } from "@hubbub/protocol";

import { list, listed, type Steps } from "../../sql/steps.ts";
import { fileById, type FileRow, FileState, filesWhere } from "./file-rows.ts";
import { FileUseKind } from "./file-uses.ts";

/** A file, whoever asks. */
export function* file({ id }: { id: number }): Steps<FileRow | undefined> {
  return yield* fileById(id);
}

export interface ReadableFilesArgs {
  ids: readonly number[];
  /** Who asks. */
  user: number;
  /** When, in ms since 1970 UTC. */
  at: number;
}

/**
 * Those of the files that a user may read now: what belongs to a message that they may read, what everybody may, and
 * own ones that nobody else may read yet.
 */
export function* readableFiles({ ids, user, at }: ReadableFilesArgs): Steps<FileRow[]> {
  const { MESSAGE, AVATAR, EMOJI, DRAFT, SCHEDULED } = FileUseKind;
  return yield* filesWhere(
    `WHERE files.id IN ${listed(1)} AND (
       files.state = ${FileState.READY} AND files.owner = ?2
       OR files.state = ${FileState.USED} AND EXISTS (
         SELECT 1 FROM file_uses WHERE file_uses.file = files.id AND (
           file_uses.kind IN (${AVATAR}, ${EMOJI})
           OR file_uses.kind IN (${DRAFT}, ${SCHEDULED}) AND files.owner = ?2
           OR file_uses.kind = ${MESSAGE} AND (
             EXISTS (SELECT 1 FROM members WHERE members.channel = file_uses.place AND members.user = ?2)
             OR EXISTS (
               SELECT 1 FROM channels WHERE channels.id = file_uses.place AND channels.kind = ${ChannelKind.PUBLIC}
               AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = ?2 AND users.guest = 1)
               AND NOT EXISTS (
                 SELECT 1 FROM bans WHERE bans.channel = file_uses.place AND bans.user = ?2
                 AND (bans.until = 0 OR bans.until > ?3)
               )
             )
           )
         )
       )
     ) ORDER BY files.id`,
    list(ids),
    user,
    at,
  );
}
