import { first, type Steps } from "../../sql/steps.ts";
import { FileState, SERVER } from "../files/file-rows.ts";

export interface Counts {
  users: number;
  channels: number;
  events: number;
  files: number;
  fileBytes: number;
}

/** How much there is; thumbnails and what is yet to be uploaded don't count as files. */
export function* counts(): Steps<Counts> {
  const row = yield* first<Counts>(
    `SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM channels) AS channels,
       (SELECT coalesce(max(id), 0) FROM events) AS events, count(*) AS files, coalesce(sum(size), 0) AS fileBytes
     FROM files WHERE owner <> ${SERVER} AND state <> ${FileState.UPLOADING}`,
  );
  return row!;
}
