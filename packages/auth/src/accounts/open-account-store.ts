import { AccountsRefused, type AccountStore } from "./account-store.ts";
import { openPostgresAccounts } from "./postgres/open-postgres-accounts.ts";
import { openSqliteAccounts } from "./sqlite/open-sqlite-accounts.ts";

/** Whether a database is one of Postgres, named by its URL, and no file. */
export const isPostgresUrl = (database: string): boolean => /^postgres(?:ql)?:\/\//.test(database);

/**
 * Opens the accounts in a database, which is the path of a SQLite file or the URL of a Postgres database. Rejects with
 * AccountsRefused. Without `create` a file has to be there.
 */
export async function openAccountStore(
  database: string,
  { create }: { create: boolean },
): Promise<AccountStore> {
  if (isPostgresUrl(database)) return openPostgresAccounts({ url: database });
  if (/^\w+:\/\//.test(database)) {
    throw new AccountsRefused("--database must be a file, or the URL of a Postgres database: postgres://….");
  }
  return openSqliteAccounts(database, { create });
}
