-- A database as version 2 of the schema left it, made of a version-1 file with real events. Never changed: later versions
-- must go on opening it.
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
, name_key TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 0, display_name TEXT NOT NULL DEFAULT '', display_key TEXT NOT NULL DEFAULT '', avatar INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL DEFAULT '', timezone TEXT NOT NULL DEFAULT '', bot INTEGER NOT NULL DEFAULT 0, admin INTEGER NOT NULL DEFAULT 0, guest INTEGER NOT NULL DEFAULT 0, disabled INTEGER NOT NULL DEFAULT 0, presence INTEGER NOT NULL DEFAULT 0, status_emoji TEXT NOT NULL DEFAULT '', status_text TEXT NOT NULL DEFAULT '', status_until INTEGER NOT NULL DEFAULT 0, preferences TEXT NOT NULL DEFAULT '{}') STRICT;
INSERT INTO users VALUES(1,'ann','ann',2,'','',0,'','',0,0,0,0,0,'','',0,'{}');
INSERT INTO users VALUES(2,'bob','bob',1,'','',0,'','',0,0,0,0,0,'','',0,'{}');
CREATE TABLE members (
  channel INTEGER NOT NULL REFERENCES channels (id),
  user INTEGER NOT NULL REFERENCES users (id), role INTEGER NOT NULL DEFAULT 2, read INTEGER NOT NULL DEFAULT 0, level INTEGER NOT NULL DEFAULT 0, favourite INTEGER NOT NULL DEFAULT 0, muted_until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channel, user)
) STRICT, WITHOUT ROWID;
INSERT INTO members VALUES(1,1,4,5,0,0,0);
INSERT INTO members VALUES(1,2,2,5,0,0,0);
INSERT INTO members VALUES(5,1,4,2,0,0,0);
CREATE TABLE sends (
  client_id ANY NOT NULL,
  user INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (client_id, user)
) STRICT, WITHOUT ROWID;
INSERT INTO sends VALUES('first',2,1,5,1700000000001);
INSERT INTO sends VALUES(X'01890a5dac96774bbcceb302099a8057',1,1,4,1700000000000);
CREATE TABLE IF NOT EXISTS "events" (
     id INTEGER PRIMARY KEY,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     user INTEGER NOT NULL,
     kind INTEGER NOT NULL,
     thread INTEGER,
     entry BLOB NOT NULL
   ) STRICT;
INSERT INTO events VALUES(1,1,1,1,0,NULL,X'18fdcf95ffbc31200142090a0767656e6572616c');
INSERT INTO events VALUES(2,1,2,1,0,NULL,X'18fdcf95ffbc31200132050a03616e6e');
INSERT INTO events VALUES(3,1,3,2,0,NULL,X'18fecf95ffbc31200232050a03626f62');
INSERT INTO events VALUES(4,1,4,1,1,NULL,X'1880d095ffbc3120012a070a0568656c6c6f');
INSERT INTO events VALUES(5,1,5,2,1,NULL,X'1881d095ffbc3120022a040a026869');
INSERT INTO events VALUES(6,5,1,1,0,NULL,X'18ffcf95ffbc31200142070a057175696574');
INSERT INTO events VALUES(7,5,2,1,0,NULL,X'18ffcf95ffbc31200132050a03616e6e');
CREATE TABLE IF NOT EXISTS "channels" (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     -- NULL for a direct channel.
     name TEXT UNIQUE,
     kind INTEGER NOT NULL,
     epoch INTEGER NOT NULL,
     topic TEXT NOT NULL DEFAULT '',
     description TEXT NOT NULL DEFAULT '',
     archived INTEGER NOT NULL DEFAULT 0,
     slow_mode_s INTEGER NOT NULL DEFAULT 0,
     retention_days INTEGER NOT NULL DEFAULT 0,
     post_role INTEGER NOT NULL DEFAULT 0,
     -- The members' ids of a direct channel, ascending, with commas between.
     direct_key TEXT UNIQUE
   ) STRICT;
INSERT INTO channels VALUES(1,'general',1,123456789,'','',0,0,0,0,NULL);
INSERT INTO channels VALUES(5,'quiet',1,4294967295,'','',0,0,0,0,NULL);
CREATE TABLE user_changes (
     user INTEGER NOT NULL,
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     version INTEGER NOT NULL,
     PRIMARY KEY (user, kind, key)
   ) STRICT, WITHOUT ROWID;
INSERT INTO user_changes VALUES(1,'channel','1',1);
INSERT INTO user_changes VALUES(1,'channel','5',2);
INSERT INTO user_changes VALUES(2,'channel','1',1);
CREATE TABLE edits (
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     event INTEGER NOT NULL,
     PRIMARY KEY (channel, seq, event)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE previews (
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     event INTEGER NOT NULL,
     PRIMARY KEY (channel, seq, event)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE reactions (
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     emoji TEXT NOT NULL,
     user INTEGER NOT NULL,
     event INTEGER NOT NULL,
     -- Event of the emoji's first use since nobody used it: emoji are shown in this order.
     first INTEGER NOT NULL,
     PRIMARY KEY (channel, seq, emoji, user)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE pins (
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     user INTEGER NOT NULL,
     at INTEGER NOT NULL,
     event INTEGER NOT NULL,
     PRIMARY KEY (channel, seq)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE mentions (
     user INTEGER NOT NULL,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     thread INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (user, channel, seq)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE threads (
     channel INTEGER NOT NULL,
     root INTEGER NOT NULL,
     replies INTEGER NOT NULL,
     last_seq INTEGER NOT NULL,
     last_at INTEGER NOT NULL,
     PRIMARY KEY (channel, root)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE thread_authors (
     channel INTEGER NOT NULL,
     root INTEGER NOT NULL,
     user INTEGER NOT NULL,
     replies INTEGER NOT NULL,
     PRIMARY KEY (channel, root, user)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE thread_follows (
     user INTEGER NOT NULL,
     channel INTEGER NOT NULL,
     root INTEGER NOT NULL,
     following INTEGER NOT NULL,
     read INTEGER NOT NULL,
     PRIMARY KEY (user, channel, root)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (
     user INTEGER NOT NULL,
     channel INTEGER NOT NULL,
     thread INTEGER NOT NULL,
     -- A JSON array of ids.
     files TEXT NOT NULL,
     -- Fills what of a row lies among others (1,002 bytes at most), so that the text lies in pages of its own, which
     -- are cleared when they are freed.
     room BLOB NOT NULL DEFAULT (zeroblob(1002)),
     text TEXT NOT NULL,
     PRIMARY KEY (user, channel, thread)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE scheduled (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     user INTEGER NOT NULL,
     client_id TEXT NOT NULL,
     channel INTEGER NOT NULL,
     thread INTEGER NOT NULL,
     files TEXT NOT NULL,
     at INTEGER NOT NULL,
     failed TEXT NOT NULL DEFAULT '',
     -- As in drafts; of this kind of table 4,061 bytes at most.
     room BLOB NOT NULL DEFAULT (zeroblob(4061)),
     text TEXT NOT NULL,
     UNIQUE (user, client_id)
   ) STRICT;
CREATE TABLE invites (
     code TEXT PRIMARY KEY,
     channel INTEGER NOT NULL REFERENCES channels (id),
     user INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     max_uses INTEGER NOT NULL,
     uses INTEGER NOT NULL DEFAULT 0,
     role INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
CREATE TABLE bans (
     channel INTEGER NOT NULL,
     user INTEGER NOT NULL,
     until INTEGER NOT NULL,
     reason TEXT NOT NULL,
     by INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (channel, user)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     by INTEGER NOT NULL,
     at INTEGER NOT NULL,
     reason TEXT NOT NULL,
     closed_by INTEGER NOT NULL DEFAULT 0,
     closed_at INTEGER NOT NULL DEFAULT 0,
     note TEXT NOT NULL DEFAULT ''
   ) STRICT;
CREATE TABLE word_rules (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     channel INTEGER NOT NULL,
     pattern TEXT NOT NULL,
     action INTEGER NOT NULL
   ) STRICT;
CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     actor INTEGER NOT NULL,
     action TEXT NOT NULL,
     channel INTEGER NOT NULL,
     target INTEGER NOT NULL,
     detail TEXT NOT NULL
   ) STRICT;
CREATE TABLE removed_history (
     channel INTEGER PRIMARY KEY,
     -- Messages before this seq were removed by the channel's retention.
     before INTEGER NOT NULL
   ) STRICT;
CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;
CREATE TABLE emoji (name TEXT PRIMARY KEY, file INTEGER NOT NULL, user INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE slash_commands (
     name TEXT PRIMARY KEY,
     url TEXT NOT NULL,
     description TEXT NOT NULL,
     hint TEXT NOT NULL,
     secret TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('channels',5);
CREATE INDEX members_by_user ON members (user, channel);
CREATE INDEX events_by_seq ON events (channel, seq, kind, user);
CREATE INDEX events_by_thread ON events (channel, thread, seq, kind, user) WHERE thread IS NOT NULL;
CREATE INDEX channels_by_kind ON channels (kind, name);
CREATE INDEX users_by_name ON users (name_key);
CREATE UNIQUE INDEX user_changes_by_version ON user_changes (user, version);
CREATE INDEX mentions_by_message ON mentions (channel, seq);
CREATE INDEX mentions_by_time ON mentions (user, at);
CREATE INDEX threads_by_time ON threads (channel, last_at);
CREATE INDEX thread_follows_by_thread ON thread_follows (channel, root);
CREATE INDEX scheduled_by_time ON scheduled (at) WHERE failed = '';
CREATE INDEX invites_by_channel ON invites (channel);
CREATE INDEX reports_by_message ON reports (channel, seq);
CREATE INDEX audit_by_channel ON audit (channel, id);
CREATE TABLE files (
     id INTEGER PRIMARY KEY,
     owner INTEGER NOT NULL,
     name TEXT NOT NULL,
     type TEXT NOT NULL DEFAULT '',
     size INTEGER NOT NULL,
     sha256 TEXT NOT NULL DEFAULT '',
     width INTEGER NOT NULL DEFAULT 0,
     height INTEGER NOT NULL DEFAULT 0,
     thumbnail INTEGER NOT NULL DEFAULT 0,
     at INTEGER NOT NULL,
     state INTEGER NOT NULL
   ) STRICT;
CREATE INDEX files_by_owner ON files (owner, state, size);
CREATE INDEX files_to_collect ON files (state, at) WHERE state <> 2;
CREATE TABLE file_uses (
     file INTEGER NOT NULL,
     kind INTEGER NOT NULL,
     place INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (file, kind, place, seq)
   ) STRICT, WITHOUT ROWID;
CREATE INDEX file_uses_by_use ON file_uses (kind, place, seq);
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA application_id = 1213547074;
CREATE TABLE push_subscriptions (
  endpoint TEXT PRIMARY KEY,
  user INTEGER NOT NULL,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX push_subscriptions_by_user ON push_subscriptions (user, created_at);

CREATE TABLE imported (
     source TEXT NOT NULL,
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     id INTEGER NOT NULL,
     PRIMARY KEY (source, kind, key)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE imported_logs (channel INTEGER PRIMARY KEY, until INTEGER NOT NULL) STRICT;
CREATE TABLE webhooks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  trigger_words TEXT NOT NULL,
  all_events INTEGER NOT NULL,
  slack_format INTEGER NOT NULL DEFAULT 0,
  secret TEXT NOT NULL,
  user INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX webhooks_by_channel ON webhooks (channel, kind);
CREATE INDEX webhooks_by_secret ON webhooks (secret) WHERE kind = 1;

CREATE INDEX members_wanting_all ON members (channel, user) WHERE level = 1;
CREATE INDEX users_with_keywords ON users (id) WHERE json_array_length(preferences, '$.keywords') > 0;
PRAGMA user_version = 2;
