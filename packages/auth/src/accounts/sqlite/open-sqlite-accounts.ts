import type { AccountStore } from "../account-store.ts";
import { SqlAccountStore } from "../sql/sql-account-store.ts";
import { SqliteDatabase } from "./sqlite-database.ts";

/** Opens the accounts in a SQLite file. Throws AccountsRefused. Without `create` the file has to be there. */
export const openSqliteAccounts = (path: string, options: { create: boolean }): AccountStore =>
  new SqlAccountStore(new SqliteDatabase(path, options));
