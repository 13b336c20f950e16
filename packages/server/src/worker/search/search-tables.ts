import type { Database } from "bun:sqlite";

import { makeTables } from "../worker-database.ts";

/**
 * `search_backfill` has all channels that are known, and how far their older messages were taken;
 * `search_pending` names the messages whose words are yet to be indexed. `search_words` has, for each token, the messages with it: bare lists of ids (detail=none), without a copy of the text
 * (content=''). The tokens are made by tokens.ts and come with spaces between. What is deleted is gone from the file
 * at once ('secure-delete', and PRAGMA secure_delete for freed pages), not when lists are merged some day.
 * `search_lexicon` counts the messages of each word; `search_parts` finds the words by their trigrams (`part` is its row there).
 * The figures are in docs/adr/0010-search.md.
 */
const SEARCH_TABLES: readonly string[] = [
  `CREATE TABLE search_messages (
     id INTEGER PRIMARY KEY,
     channel INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     user INTEGER NOT NULL,
     has INTEGER NOT NULL,
     text TEXT NOT NULL,
     files TEXT
   ) STRICT;
   CREATE UNIQUE INDEX search_messages_by_seq ON search_messages (channel, seq);

   CREATE TABLE search_backfill (
     channel INTEGER PRIMARY KEY,
     taken INTEGER NOT NULL,
     done INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE search_pending (id INTEGER PRIMARY KEY) STRICT;

   CREATE VIRTUAL TABLE search_words USING fts5 (
     tokens, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars ':'"
   );
   INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);

   CREATE TABLE search_lexicon (
     word TEXT PRIMARY KEY,
     messages INTEGER NOT NULL CHECK (messages >= 0),
     part INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE VIRTUAL TABLE search_parts USING fts5 (
     word, columnsize = 0, detail = none, tokenize = "trigram case_sensitive 1"
   );
   INSERT INTO search_parts (search_parts, rank) VALUES ('secure-delete', 1);`,
];

const CACHE_KIB = 32_768;
/** So much of the file is read without being copied: long lists are walked twice as fast. */
const MAPPED_BYTES = 2 ** 32;
/** Pages in the write-ahead log (32 MiB) from which a commit copies them to the database: merged lists once for many. */
const CHECKPOINT_PAGES = 8_000;

export function makeSearchTables(db: Database): void {
  // The lists' ends and the lexicon are in memory while many messages are indexed.
  db.run(`PRAGMA cache_size = -${CACHE_KIB}`);
  db.run(`PRAGMA mmap_size = ${MAPPED_BYTES}`);
  db.run(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  // Freed pages are overwritten.
  db.run("PRAGMA secure_delete = ON");
  makeTables(db, "search", SEARCH_TABLES);
}
