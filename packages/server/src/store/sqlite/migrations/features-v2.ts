import { nameKey } from "@hubbub/protocol";

import type { Migration } from "../schema.ts";

/** Members with roles and cursors, users with profiles, and what stands beside the log for messages that have it. */
export const FEATURES_V2: readonly Migration[] = [
  `CREATE TABLE channels_v2 (
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
   INSERT INTO channels_v2 (id, name, kind, epoch) SELECT id, name, kind, epoch FROM channels;
   DROP TABLE channels;
   ALTER TABLE channels_v2 RENAME TO channels;
   CREATE INDEX channels_by_kind ON channels (kind, name);`,

  `ALTER TABLE members ADD COLUMN role INTEGER NOT NULL DEFAULT 2;
   ALTER TABLE members ADD COLUMN read INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE members ADD COLUMN level INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE members ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE members ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;
   UPDATE members SET role = 4 WHERE user = (SELECT user FROM events WHERE channel = members.channel AND seq = 1);
   UPDATE members SET read = coalesce((SELECT max(seq) FROM events WHERE channel = members.channel), 0);`,

  `ALTER TABLE users ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
   ALTER TABLE users ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE users ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
   ALTER TABLE users ADD COLUMN display_key TEXT NOT NULL DEFAULT '';
   ALTER TABLE users ADD COLUMN avatar INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE users ADD COLUMN title TEXT NOT NULL DEFAULT '';
   ALTER TABLE users ADD COLUMN timezone TEXT NOT NULL DEFAULT '';
   ALTER TABLE users ADD COLUMN bot INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE users ADD COLUMN admin INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE users ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE users ADD COLUMN presence INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE users ADD COLUMN status_emoji TEXT NOT NULL DEFAULT '';
   ALTER TABLE users ADD COLUMN status_text TEXT NOT NULL DEFAULT '';
   ALTER TABLE users ADD COLUMN status_until INTEGER NOT NULL DEFAULT 0;
   -- As JSON, with the names of the protocol's Preferences.
   ALTER TABLE users ADD COLUMN preferences TEXT NOT NULL DEFAULT '{}';`,
  (db) => {
    for (const [id, name] of db.query<[number, string], []>("SELECT id, name FROM users").values()) {
      db.run("UPDATE users SET name_key = ? WHERE id = ?", [nameKey(name as string), id as number]);
    }
  },
  `CREATE INDEX users_by_name ON users (name_key);

   -- The user feed: which of a user's own things has changed in which version.
   CREATE TABLE user_changes (
     user INTEGER NOT NULL,
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     version INTEGER NOT NULL,
     PRIMARY KEY (user, kind, key)
   ) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX user_changes_by_version ON user_changes (user, version);
   INSERT INTO user_changes (user, kind, key, version)
     SELECT user, 'channel', channel, row_number() OVER (PARTITION BY user ORDER BY channel) FROM members;
   UPDATE users SET version = (SELECT count(*) FROM user_changes WHERE user = users.id);`,

  `-- Edits and link previews are events; these find them by their message.
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
   -- user 0: all members.
   CREATE TABLE mentions (
     user INTEGER NOT NULL,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     thread INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (user, channel, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX mentions_by_message ON mentions (channel, seq);
   CREATE INDEX mentions_by_time ON mentions (user, at);`,

  `CREATE TABLE threads (
     channel INTEGER NOT NULL,
     root INTEGER NOT NULL,
     replies INTEGER NOT NULL,
     last_seq INTEGER NOT NULL,
     last_at INTEGER NOT NULL,
     PRIMARY KEY (channel, root)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX threads_by_time ON threads (channel, last_at);
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
   CREATE INDEX thread_follows_by_thread ON thread_follows (channel, root);
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
   CREATE INDEX scheduled_by_time ON scheduled (at) WHERE failed = '';`,

  `CREATE TABLE invites (
     code TEXT PRIMARY KEY,
     channel INTEGER NOT NULL REFERENCES channels (id),
     user INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     max_uses INTEGER NOT NULL,
     uses INTEGER NOT NULL DEFAULT 0,
     role INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX invites_by_channel ON invites (channel);
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
   CREATE INDEX reports_by_message ON reports (channel, seq);
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
   CREATE INDEX audit_by_channel ON audit (channel, id);
   CREATE TABLE removed_history (
     channel INTEGER PRIMARY KEY,
     -- Messages before this seq were removed by the channel's retention.
     before INTEGER NOT NULL
   ) STRICT;
   -- One row: the protocol's ServerSettings as JSON.
   CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;
   CREATE TABLE emoji (name TEXT PRIMARY KEY, file INTEGER NOT NULL, user INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE slash_commands (
     name TEXT PRIMARY KEY,
     url TEXT NOT NULL,
     description TEXT NOT NULL,
     hint TEXT NOT NULL,
     secret TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];
