import { run, type Steps } from "../../sql/steps.ts";
import { FileState } from "./file-rows.ts";

/** What was found out about a file. */
export interface FinishedFile {
  id: number;
  type: string;
  sha256: string;
  width: number;
  height: number;
  thumbnail: boolean;
}

/** An upload is complete, and its bytes are where they stay; unless it was removed meanwhile. */
export function* finishFile({ id, type, sha256, width, height, thumbnail }: FinishedFile): Steps<void> {
  yield* run(
    `UPDATE files SET state = ${FileState.READY}, type = ?2, sha256 = ?3, width = ?4, height = ?5, thumbnail = ?6
     WHERE id = ?1 AND state = ${FileState.UPLOADING}`,
    id,
    type,
    sha256,
    width,
    height,
    Number(thumbnail),
  );
}
