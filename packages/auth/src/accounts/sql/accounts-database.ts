import type { Queries } from "@hubbub/sql";

import type { AccountRow } from "./account-rows.ts";
import type { Steps } from "./steps.ts";

/** A database that the stores of the accounts are written for. Every call may reject with AccountsUnavailable. */
export interface AccountsDatabase {
  /** Asks one state of the database. */
  read<T>(begin: () => Steps<T>): Promise<T>;
  /**
   * One durable transaction; what `begin` throws undoes it. It may be begun again after what it had done was undone, so
   * it has no effect but by its steps.
   */
  write<T>(begin: () => Steps<T>): Promise<T>;
  /** Accounts with `wanted`, a nameKey, in their name or address, after an id, ascending, at most `limit`. */
  findAccounts(wanted: string, after: number, limit: number): Queries<AccountRow[]>;
  /** What is asked afterwards is rejected. */
  close(): Promise<void>;
}
