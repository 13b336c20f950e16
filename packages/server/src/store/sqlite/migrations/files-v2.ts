import type { Migration } from "../schema.ts";

/** Uploaded files, what they are used by, and keys that the server has made for itself. */
export const FILES_V2: readonly Migration[] = [
  `CREATE TABLE files (
     -- By chance, so that an id is never given twice, not even after a backup was restored: browsers keep files by id.
     id INTEGER PRIMARY KEY,
     -- 0: the server itself.
     owner INTEGER NOT NULL,
     name TEXT NOT NULL,
     type TEXT NOT NULL DEFAULT '',
     size INTEGER NOT NULL,
     sha256 TEXT NOT NULL DEFAULT '',
     width INTEGER NOT NULL DEFAULT 0,
     height INTEGER NOT NULL DEFAULT 0,
     thumbnail INTEGER NOT NULL DEFAULT 0,
     at INTEGER NOT NULL,
     -- A FileState.
     state INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX files_by_owner ON files (owner, state, size);
   -- All but those in use (2), which are nearly all.
   CREATE INDEX files_to_collect ON files (state, at) WHERE state <> 2;

   CREATE TABLE file_uses (
     file INTEGER NOT NULL,
     -- A FileUseKind, and what of that kind it is.
     kind INTEGER NOT NULL,
     place INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (file, kind, place, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX file_uses_by_use ON file_uses (kind, place, seq);

   CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
];
