import type { Database } from "bun:sqlite";

/** Marks a file as Hubbub's in SQLite's header (`file` shows it): "HUBB". */
export const LIVE_APPLICATION_ID = 0x48554242;
/** Marks a copy made by a backup, whose channels get new epochs when it is first opened: "HUBC". */
export const COPY_APPLICATION_ID = 0x48554243;

/**
 * Version N of the schema is made from version N-1 by the Nth text. Texts that were released never change.
 *
 * `events` and `sends` have no foreign keys: the writer knows which channels exist, and a look-up for each
 * message would tell it nothing. `sends` begins its key with the client id because clients make ids that
 * ascend with time (UUIDv7), so that rows are added at the right edge and one page takes many of them.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE users (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL
   ) STRICT;

   CREATE TABLE channels (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     name TEXT NOT NULL UNIQUE,
     kind INTEGER NOT NULL,
     epoch INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX channels_by_kind ON channels (kind, name);

   CREATE TABLE members (
     channel INTEGER NOT NULL REFERENCES channels (id),
     user INTEGER NOT NULL REFERENCES users (id),
     PRIMARY KEY (channel, user)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX members_by_user ON members (user, channel);

   CREATE TABLE events (
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     user INTEGER NOT NULL,
     entry BLOB NOT NULL,
     PRIMARY KEY (channel, seq)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE sends (
     client_id ANY NOT NULL,
     user INTEGER NOT NULL,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (client_id, user)
   ) STRICT, WITHOUT ROWID;

   PRAGMA application_id = ${LIVE_APPLICATION_ID};`,
];

/** The number that a pragma without a result set of its own stands at. */
export function pragmaNumber(db: Database, name: string): number {
  const value = db.query(`PRAGMA ${name}`).values()[0]?.[0];
  if (typeof value !== "number") throw new Error(`PRAGMA ${name} gave no number`);
  return value;
}

export const schemaVersion = (db: Database): number => pragmaNumber(db, "user_version");

/**
 * Brings the schema to the version after the last of `migrations`, each step in a transaction of its own: a
 * step that fails leaves the version before it. The caller has refused versions that are newer.
 */
export function migrate(db: Database, migrations: readonly string[]): void {
  for (let version = schemaVersion(db); version < migrations.length; version++) {
    const text = migrations[version] ?? "";
    db.transaction(() => {
      db.run(text);
      db.run(`PRAGMA user_version = ${version + 1}`);
    }).immediate();
  }
}
