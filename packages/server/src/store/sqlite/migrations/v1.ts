/** Marks a file as Hubbub's in SQLite's header (`file` shows it): "HUBB". */
export const LIVE_APPLICATION_ID = 0x48554242;
/** Marks a copy made by a backup, whose channels get new epochs when it is first opened: "HUBC". */
export const COPY_APPLICATION_ID = 0x48554243;

/**
 * `events` and `sends` have no foreign keys: the writer knows which channels exist, and a look-up for each
 * message would tell it nothing. `sends` begins its key with the client id because clients make ids that
 * ascend with time (UUIDv7), so that rows are added at the right edge and one page takes many of them.
 */
export const V1 = `CREATE TABLE users (
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

   PRAGMA application_id = ${LIVE_APPLICATION_ID};`;
