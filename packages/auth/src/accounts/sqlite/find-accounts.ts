import { all, type Queries } from "@hubbub/sql";

import { ACCOUNT_COLUMNS, type AccountRow } from "../sql/account-rows.ts";

/** Characters that the index of accounts_search needs, which is of trigrams. */
const INDEXED_LENGTH = 3;

/** See AccountsDatabase. Of 100,000 accounts it takes a few ms; what is shorter than the index needs, 20 ms at most. */
export function findAccounts(wanted: string, after: number, limit: number): Queries<AccountRow[]> {
  return [...wanted].length < INDEXED_LENGTH
    ? all<AccountRow>(SCAN, wanted, after, limit)
    : all<AccountRow>(INDEXED, `"${wanted.replaceAll('"', '""')}"`, after, limit);
}

/** One that has few letters is found soon by going through the accounts, unless hardly anybody has them. */
const SCAN = `SELECT ${ACCOUNT_COLUMNS} FROM accounts
  WHERE id > ?2 AND (instr(name_key, ?1) > 0 OR instr(lower(email), ?1) > 0) ORDER BY id LIMIT ?3`;

const INDEXED = `SELECT ${ACCOUNT_COLUMNS} FROM accounts_search JOIN accounts ON accounts.id = accounts_search.rowid
  WHERE accounts_search MATCH ?1 AND accounts_search.rowid > ?2 ORDER BY accounts_search.rowid LIMIT ?3`;
