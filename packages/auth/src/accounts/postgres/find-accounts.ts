import { all, type Queries } from "@hubbub/sql";

import { ACCOUNT_COLUMNS, type AccountRow } from "../sql/account-rows.ts";

/** See AccountsDatabase. It goes through the accounts: ADR 0017 says why, and how long that takes. */
export const findAccounts = (wanted: string, after: number, limit: number): Queries<AccountRow[]> =>
  all<AccountRow>(
    `SELECT ${ACCOUNT_COLUMNS} FROM accounts
     WHERE id > ?2 AND (strpos(name_key, ?1) > 0 OR strpos(lower(email), ?1) > 0) ORDER BY id LIMIT ?3`,
    wanted,
    after,
    limit,
  );
