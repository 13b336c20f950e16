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
  `ALTER TABLE accounts ADD COLUMN email TEXT;
   ALTER TABLE accounts ADD COLUMN email_verified INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE accounts ADD COLUMN email_code_due INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX accounts_with_email_code_due ON accounts (id) WHERE email_code_due = 1;
   CREATE INDEX accounts_of_bots ON accounts (id) WHERE bot = 1;
   ALTER TABLE sessions ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
   ALTER TABLE sessions ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
   UPDATE sessions SET created_at = used_at;
   CREATE TABLE tickets (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     hash BLOB NOT NULL UNIQUE,
     purpose TEXT NOT NULL,
     account INTEGER,
     data TEXT NOT NULL,
     expires_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX tickets_by_purpose ON tickets (purpose, id);
   CREATE INDEX tickets_by_expiry ON tickets (expires_at);
   CREATE TABLE totp (
     account INTEGER PRIMARY KEY REFERENCES accounts (id),
     secret BLOB NOT NULL,
     confirmed INTEGER NOT NULL DEFAULT 0,
     last_step INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE recovery_codes (
     account INTEGER NOT NULL REFERENCES accounts (id),
     hash BLOB NOT NULL,
     PRIMARY KEY (account, hash)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE passkeys (
     id TEXT PRIMARY KEY,
     account INTEGER NOT NULL REFERENCES accounts (id),
     public_key BLOB NOT NULL,
     counter INTEGER NOT NULL,
     transports TEXT NOT NULL,
     rp_id TEXT NOT NULL,
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     used_at INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX passkeys_by_account ON passkeys (account, created_at);
   CREATE TABLE identities (
     issuer TEXT NOT NULL,
     subject TEXT NOT NULL,
     account INTEGER NOT NULL REFERENCES accounts (id),
     created_at INTEGER NOT NULL,
     PRIMARY KEY (issuer, subject)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX identities_by_account ON identities (account);
   CREATE TABLE bot_tokens (
     id TEXT PRIMARY KEY,
     hash BLOB NOT NULL UNIQUE,
     bot INTEGER NOT NULL REFERENCES accounts (id),
     name TEXT NOT NULL,
     scopes TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     used_at INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX bot_tokens_by_bot ON bot_tokens (bot, created_at);
   CREATE TABLE invitations (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     hash BLOB NOT NULL UNIQUE,
     uses_left INTEGER NOT NULL,
     guest INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     created_by INTEGER
   ) STRICT;`,
  `CREATE TABLE imports (
     source TEXT NOT NULL,
     key TEXT NOT NULL,
     account INTEGER NOT NULL REFERENCES accounts (id),
     PRIMARY KEY (source, key)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX imports_by_account ON imports (account);`,
  `CREATE VIRTUAL TABLE accounts_search USING fts5
     (name_key, email, content = 'accounts', content_rowid = 'id', tokenize = 'trigram');
   INSERT INTO accounts_search (accounts_search) VALUES ('rebuild');
   CREATE TRIGGER accounts_search_insert AFTER INSERT ON accounts BEGIN
     INSERT INTO accounts_search (rowid, name_key, email) VALUES (new.id, new.name_key, new.email);
   END;
   CREATE TRIGGER accounts_search_update AFTER UPDATE OF name_key, email ON accounts BEGIN
     INSERT INTO accounts_search (accounts_search, rowid, name_key, email)
       VALUES ('delete', old.id, old.name_key, old.email);
     INSERT INTO accounts_search (rowid, name_key, email) VALUES (new.id, new.name_key, new.email);
   END;
   CREATE TRIGGER accounts_search_delete AFTER DELETE ON accounts BEGIN
     INSERT INTO accounts_search (accounts_search, rowid, name_key, email)
       VALUES ('delete', old.id, old.name_key, old.email);
   END;`,
  `ALTER TABLE accounts ADD COLUMN password_mail_due INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX accounts_with_password_mail_due ON accounts (id) WHERE password_mail_due = 1;
   CREATE INDEX accounts_by_verified_email ON accounts (lower(email)) WHERE email_verified = 1;`,
];
