import { Refusal } from "../../../errors.ts";
import { run, type Steps } from "../../sql/steps.ts";
import { fileById, FileState } from "./file-rows.ts";

/** Removes an own file that nothing uses, also one that is still uploading. */
export function* removeFile({ id, owner }: { id: number; owner: number }): Steps<void> {
  const row = yield* fileById(id);
  if (row === undefined || row.owner !== owner || row.state === FileState.REMOVED) {
    throw new Refusal("not_found", `There is no file ${id} of yours.`);
  }
  if (row.state === FileState.USED) {
    throw new Refusal("forbidden", `File ${id} is in use. Delete the message that it belongs to instead.`);
  }
  yield* run(`UPDATE files SET state = ${FileState.REMOVED} WHERE id = ?1`, id);
}
