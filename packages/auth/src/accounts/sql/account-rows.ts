import { all, first, type Queries, run } from "@hubbub/sql";

import type { Account, RevocationReason } from "../account-store.ts";
import { type Steps, take } from "./steps.ts";

/** The columns of an account in a SELECT FROM accounts. */
export const ACCOUNT_COLUMNS =
  "accounts.id, accounts.name, admin, guest, bot, disabled, password_hash, password_version, " +
  "accounts.created_at, tokens_from, accounts.email, email_verified";

export interface AccountRow {
  id: number;
  name: string;
  admin: number;
  guest: number;
  bot: number;
  disabled: number;
  password_hash: string;
  password_version: number;
  created_at: number;
  tokens_from: number;
  email: string | null;
  email_verified: number;
}

export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    admin: row.admin === 1,
    guest: row.guest === 1,
    bot: row.bot === 1,
    disabled: row.disabled === 1,
    passwordHash: row.password_hash === "" ? undefined : row.password_hash,
    passwordVersion: row.password_version,
    createdAt: row.created_at,
    tokensFromSeconds: row.tokens_from,
    email: row.email ?? undefined,
    emailVerified: row.email_verified === 1,
  };
}

export function* accountById(id: number): Queries<Account | undefined> {
  const row = yield* first<AccountRow>(`SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id = ?1`, id);
  return row && toAccount(row);
}

export function* accountByKey(nameKey: string): Queries<Account | undefined> {
  const row = yield* first<AccountRow>(
    `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE name_key = ?1`,
    nameKey,
  );
  return row && toAccount(row);
}

export function* accountsAfter(after: number, limit: number): Queries<Account[]> {
  const rows = yield* all<AccountRow>(
    `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id > ?1 ORDER BY id LIMIT ?2`,
    after,
    limit,
  );
  return rows.map(toAccount);
}

/**
 * Enters a revocation into the feed. Part of the transaction that ends the sessions, near its end: one at a time adds to
 * the feed until its commit, so that ids are in the order of the commits and nobody reads past one that is yet to come.
 */
export function* revoke(
  account: number,
  sid: string | null,
  at: number,
  reason: RevocationReason,
): Steps<void> {
  yield* take({ on: "feed" });
  yield* run(
    "INSERT INTO revocations (account, sid, at, reason) VALUES (?1, ?2, ?3, ?4)",
    account,
    sid,
    at,
    reason,
  );
}

/** Ends all sessions of an account and voids every access token made until `at`. */
export function* endAll(account: number, at: number, reason: RevocationReason): Steps<void> {
  yield* run("DELETE FROM sessions WHERE account = ?1", account);
  yield* voidTokens(account, at, reason);
}

/** Voids every access token made until `at`; the sessions go on. */
export function* voidTokens(account: number, at: number, reason: RevocationReason): Steps<void> {
  const row = yield* first<{ tokens_from: number }>(
    "SELECT tokens_from FROM accounts WHERE id = ?1",
    account,
  );
  // Those made in the second of an earlier time have an `iat` that is ahead.
  const until = Math.max(at, (row?.tokens_from ?? 0) * 1000);
  // The next whole second, because a token's `iat` is in seconds: none made after this looks like one before.
  yield* run("UPDATE accounts SET tokens_from = ?1 WHERE id = ?2", Math.floor(until / 1000) + 1, account);
  yield* revoke(account, null, until, reason);
}
