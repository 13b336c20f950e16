-- A database as version 1 of the schema left it. Never changed: later versions must go on opening it.
CREATE TABLE users (
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
INSERT INTO users VALUES (1, 'ann'), (2, 'bob');
INSERT INTO channels VALUES (1, 'general', 1, 123456789), (5, 'quiet', 1, 4294967295);
INSERT INTO members VALUES (1, 1), (1, 2), (5, 1);
INSERT INTO events VALUES
  (1, 1, 1, CAST('created' AS BLOB)), (1, 2, 1, CAST('joined' AS BLOB)), (1, 3, 2, CAST('joined' AS BLOB)),
  (1, 4, 1, CAST('hello' AS BLOB)), (1, 5, 2, CAST('hi' AS BLOB)),
  (5, 1, 1, CAST('created' AS BLOB)), (5, 2, 1, CAST('joined' AS BLOB));
INSERT INTO sends VALUES
  (x'01890a5dac96774bbcceb302099a8057', 1, 1, 4, 1700000000000), ('first', 2, 1, 5, 1700000000001);
PRAGMA application_id = 1213547074;
PRAGMA user_version = 1;
