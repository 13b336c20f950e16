import type { Database } from "bun:sqlite";

import type { Account, RevocationReason } from "./account-store.ts";

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

export function accountById(db: Database, id: number): Account | undefined {
  const row = db.query<AccountRow, [number]>(`SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id = ?`).get(id);
  return row ? toAccount(row) : undefined;
}

/** Enters a revocation into the feed. Part of the transaction that ends the sessions. */
export function revoke(
  db: Database,
  account: number,
  sid: string | null,
  at: number,
  reason: RevocationReason,
): void {
  db.query("INSERT INTO revocations (account, sid, at, reason) VALUES (?, ?, ?, ?)").run(
    account,
    sid,
    at,
    reason,
  );
}

/** Ends all sessions of an account and voids every access token made until `at`. */
export function endAll(db: Database, account: number, at: number, reason: RevocationReason): void {
  db.query("DELETE FROM sessions WHERE account = ?").run(account);
  voidTokens(db, account, at, reason);
}

/** Voids every access token made until `at`; the sessions go on. */
export function voidTokens(db: Database, account: number, at: number, reason: RevocationReason): void {
  const row = db
    .query<{ tokens_from: number }, [number]>("SELECT tokens_from FROM accounts WHERE id = ?")
    .get(account);
  // Those made in the second of an earlier time have an `iat` that is ahead.
  const until = Math.max(at, (row?.tokens_from ?? 0) * 1000);
  // The next whole second, because a token's `iat` is in seconds: none made after this looks like one before.
  db.query("UPDATE accounts SET tokens_from = ? WHERE id = ?").run(Math.floor(until / 1000) + 1, account);
  revoke(db, account, null, until, reason);
}
