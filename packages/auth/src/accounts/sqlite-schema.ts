/** Marks the file as an accounts database ("HubA"). */
export const APPLICATION_ID = 0x48756241;

/** The steps from an empty file to the newest schema; user_version counts those done. A step is never edited. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE accounts (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     name TEXT NOT NULL,
     name_key TEXT NOT NULL UNIQUE,
     password_hash TEXT NOT NULL,
     password_version INTEGER NOT NULL DEFAULT 1,
     admin INTEGER NOT NULL,
     disabled INTEGER NOT NULL DEFAULT 0,
     created_at INTEGER NOT NULL,
     tokens_from INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE sessions (
     sid TEXT PRIMARY KEY,
     account INTEGER NOT NULL REFERENCES accounts (id),
     token_hash BLOB NOT NULL,
     previous_hash BLOB,
     nonce BLOB,
     used_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX sessions_by_account ON sessions (account, used_at);
   CREATE INDEX sessions_by_expiry ON sessions (expires_at);
   CREATE INDEX sessions_with_nonce ON sessions (used_at) WHERE nonce IS NOT NULL;
   CREATE TABLE revocations (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     account INTEGER NOT NULL,
     sid TEXT,
     at INTEGER NOT NULL,
     reason TEXT NOT NULL
   ) STRICT;
   CREATE INDEX revocations_by_time ON revocations (at);
   CREATE TABLE signing_keys (
     kid TEXT PRIMARY KEY,
     active_from INTEGER NOT NULL,
     public_key TEXT NOT NULL,
     private_key TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE accounts ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE accounts ADD COLUMN bot INTEGER NOT NULL DEFAULT 0;`,
];
