import { decodeEntry, type FoundFile, type Init } from "@hubbub/protocol";

import { all, type Steps } from "../../sql/steps.ts";
import { fileOf, filesWhere } from "./file-rows.ts";
import { FileUseKind } from "./file-uses.ts";

export interface ChannelFilesArgs {
  channel: number;
  /** Of messages before this seq; 0: of the newest. */
  before: number;
  /** A page may have some more: those of one message are never torn apart. */
  limit: number;
}

export interface ChannelFiles {
  files: Init<FoundFile>[];
  more: boolean;
}

/** Files of a channel's messages, those of the newest first. */
export function* channelFiles({ channel, before, limit }: ChannelFilesArgs): Steps<ChannelFiles> {
  const messages = yield* all<{ seq: number; entry: Uint8Array }>(
    `SELECT file_uses.seq, events.entry FROM file_uses
     JOIN events ON events.channel = file_uses.place AND events.seq = file_uses.seq
     WHERE file_uses.kind = ${FileUseKind.MESSAGE} AND file_uses.place = ?1 AND (?2 = 0 OR file_uses.seq < ?2)
     GROUP BY file_uses.seq, events.entry ORDER BY file_uses.seq DESC LIMIT ?3`,
    channel,
    before,
    limit + 1,
  );
  const files: Init<FoundFile>[] = [];
  for (const { seq, entry } of messages) {
    if (files.length >= limit) return { files, more: true };
    const { at, user } = decodeEntry(channel, seq, entry);
    const rows = yield* filesWhere(
      `JOIN file_uses ON file_uses.file = files.id
       WHERE file_uses.kind = ${FileUseKind.MESSAGE} AND file_uses.place = ?1 AND file_uses.seq = ?2
       ORDER BY files.at, files.id`,
      channel,
      seq,
    );
    for (const row of rows) files.push({ file: fileOf(row), seq, user, at });
  }
  return { files, more: false };
}
