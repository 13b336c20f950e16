import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { first, run, type Steps } from "../../sql/steps.ts";
import { FileState, SERVER } from "./file-rows.ts";

export interface NewFile {
  id: number;
  owner: number;
  name: string;
  size: number;
  at: number;
  /** Bytes that all files of the owner may have together. */
  quota: number;
}

/** Begins an upload. Refuses one that would pass the owner's quota, or be one too many that nothing uses. */
export function* createFile(file: NewFile): Steps<void> {
  if (file.owner !== SERVER) yield* checkQuota(file);
  const { id, owner, name, size, at } = file;
  yield* run(
    `INSERT INTO files (id, owner, name, size, at, state) VALUES (?1, ?2, ?3, ?4, ?5, ${FileState.UPLOADING})`,
    id,
    owner,
    name,
    size,
    at,
  );
}

function* checkQuota({ owner, size, quota }: NewFile): Steps<void> {
  const used = yield* first<{ bytes: number | null; unused: number | null }>(
    `SELECT sum(size) AS bytes, sum(CASE WHEN state = ${FileState.USED} THEN 0 ELSE 1 END) AS unused
     FROM files WHERE owner = ?1 AND state <> ${FileState.REMOVED}`,
    owner,
  );
  const bytes = Number(used?.bytes ?? 0);
  if (bytes + size > quota) {
    const message = `Your files may have ${quota} bytes together, and have ${bytes} already. Delete some of them.`;
    throw new Refusal("quota_exceeded", message, { field: "Upload-Length", limit: quota });
  }
  if (Number(used?.unused ?? 0) >= LIMITS.unusedFiles) {
    const message = `You have ${LIMITS.unusedFiles} files that no message has. Send or delete some of them.`;
    throw new Refusal("quota_exceeded", message, { limit: LIMITS.unusedFiles });
  }
}
