import type { Migration } from "../schema.ts";

/** What of an import is here already; users are known to the accounts service, messages by their client ids. */
export const IMPORTS_V2: readonly Migration[] = [
  `CREATE TABLE imported (
     -- What the operator calls the source.
     source TEXT NOT NULL,
     -- An ImportedKind, and the source's own id of it.
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     id INTEGER NOT NULL,
     PRIMARY KEY (source, kind, key)
   ) STRICT, WITHOUT ROWID;
   -- How far a channel's log was written by imports: nobody is notified of that.
   CREATE TABLE imported_logs (channel INTEGER PRIMARY KEY, until INTEGER NOT NULL) STRICT;`,
];
