import type { Database } from "bun:sqlite";

import type { Account } from "./account-store.ts";
import { nameKey } from "./name-key.ts";
import { ACCOUNT_COLUMNS, type AccountRow, toAccount } from "./sqlite-rows.ts";

/** Characters that the index of accounts_search needs, which is of trigrams. */
const INDEXED_LENGTH = 3;

/** See AccountStore.findAccounts. Of 100,000 accounts it takes a few ms; what is shorter than the index needs, 20 ms at most. */
export function findAccounts(db: Database, text: string, after: number, limit: number): Account[] {
  const wanted = nameKey(text.trim());
  const rows =
    [...wanted].length < INDEXED_LENGTH
      ? db.query<AccountRow, [string, number, number]>(SCAN).all(wanted, after, limit)
      : db
          .query<AccountRow, [string, number, number]>(INDEXED)
          .all(`"${wanted.replaceAll('"', '""')}"`, after, limit);
  return rows.map(toAccount);
}

/** One that has few letters is found soon by going through the accounts, unless hardly anybody has them. */
const SCAN = `SELECT ${ACCOUNT_COLUMNS} FROM accounts
  WHERE id > ?2 AND (instr(name_key, ?1) > 0 OR instr(lower(email), ?1) > 0) ORDER BY id LIMIT ?3`;

const INDEXED = `SELECT ${ACCOUNT_COLUMNS} FROM accounts_search JOIN accounts ON accounts.id = accounts_search.rowid
  WHERE accounts_search MATCH ?1 AND accounts_search.rowid > ?2 ORDER BY accounts_search.rowid LIMIT ?3`;
