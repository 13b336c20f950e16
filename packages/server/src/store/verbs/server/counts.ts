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
  const row = yield* first<Omit<Counts, "fileBytes"> & { file_bytes: number }>(
    `SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM channels) AS channels,
       (SELECT coalesce(sum(head), 0) FROM
         (SELECT (SELECT max(seq) FROM events WHERE events.channel = channels.id) AS head FROM channels) AS logs) AS events,
       count(*) AS files, coalesce(sum(size), 0) AS file_bytes
     FROM files WHERE owner <> ${SERVER} AND state <> ${FileState.UPLOADING}`,
  );
  const { file_bytes: fileBytes, ...rest } = row!;
  return { ...rest, fileBytes };
}
