import type { File, Init } from "@hubbub/protocol";

import { all, first, type Param, type Steps } from "../../sql/steps.ts";

/** How far a file is. */
export const FileState = {
  /** Its bytes are still coming, or being looked at. */
  UPLOADING: 0,
  /** All is known of it; nothing uses it yet. */
  READY: 1,
  /** Something uses it. */
  USED: 2,
  /** Its bytes are to be deleted, then its row. */
  REMOVED: 3,
} as const;
export type FileState = (typeof FileState)[keyof typeof FileState];

/** The owner of files that the server has fetched itself; no user has this id. */
export const SERVER = 0;

/** An uploaded file. */
export interface FileRow {
  id: number;
  /** The user who uploaded it, or SERVER. */
  owner: number;
  name: string;
  /** Media type, told from the bytes; empty while it is uploading, as are the following. */
  type: string;
  size: number;
  sha256: string;
  /** Pixels; 0 if it is no image. */
  width: number;
  height: number;
  thumbnail: boolean;
  /** When the upload began, in ms since 1970 UTC. */
  at: number;
  state: FileState;
}

const COLUMNS = `files.id, files.owner, files.name, files.type, files.size, files.sha256, files.width, files.height,
  files.thumbnail, files.at, files.state`;

type RawFile = Omit<FileRow, "thumbnail"> & { thumbnail: number };

const fileRow = (raw: RawFile): FileRow => ({ ...raw, thumbnail: raw.thumbnail !== 0 });

/** Files by the rest of a statement, from the joins or WHERE on. */
export function* filesWhere(rest: string, ...params: Param[]): Steps<FileRow[]> {
  return (yield* all<RawFile>(`SELECT ${COLUMNS} FROM files ${rest}`, ...params)).map(fileRow);
}

export function* fileById(id: number): Steps<FileRow | undefined> {
  const raw = yield* first<RawFile>(`SELECT ${COLUMNS} FROM files WHERE id = ?1`, id);
  return raw && fileRow(raw);
}

/** The protocol's File of a row. */
export function fileOf({ id, name, type, size, width, height, thumbnail }: FileRow): Init<File> {
  return { id, name, type, size, width, height, thumbnail };
}
