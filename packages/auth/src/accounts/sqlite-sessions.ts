import type { Database } from "bun:sqlite";
import { timingSafeEqual } from "node:crypto";

import type { Account, NewSession, RotateResult, Rotation, SessionSummary } from "./account-store.ts";
import { ACCOUNT_COLUMNS, accountById, type AccountRow, revoke, toAccount } from "./sqlite-rows.ts";

interface SessionRow {
  account: number;
  token_hash: Uint8Array;
  previous_hash: Uint8Array | null;
  nonce: Uint8Array | null;
  used_at: number;
  expires_at: number;
}

/** Each function runs within a transaction of the caller. */
export function startSession(db: Database, session: NewSession): boolean {
  const account = accountById(db, session.account);
  if (!account || account.disabled || account.passwordVersion !== session.passwordVersion) return false;
  const spare = db
    .query<{ sid: string }, [number, number]>(
      "SELECT sid FROM sessions WHERE account = ? ORDER BY used_at DESC, sid LIMIT -1 OFFSET ?",
    )
    .all(session.account, session.limit - 1);
  for (const { sid } of spare) end(db, sid, account.id, session.at, "replaced");
  const { sid, tokenHash, device, at, expiresAt } = session;
  db.query(
    `INSERT INTO sessions (sid, account, token_hash, address, user_agent, created_at, used_at, expires_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)`,
  ).run(sid, account.id, tokenHash, device.address, device.userAgent, at, expiresAt);
  return true;
}

export function sessions(db: Database, account: number, now: number): SessionSummary[] {
  return db
    .query<SessionSummary, [number, number]>(
      `SELECT sid, address, user_agent AS userAgent, created_at AS createdAt, used_at AS usedAt
       FROM sessions WHERE account = ? AND expires_at > ? ORDER BY used_at DESC, sid`,
    )
    .all(account, now);
}

export function sessionAccount(db: Database, sid: string, now: number): Account | undefined {
  const row = db
    .query<AccountRow, [string, number]>(
      `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id =
         (SELECT account FROM sessions WHERE sid = ?1 AND expires_at > ?2) OR id =
         (SELECT bot FROM bot_tokens WHERE id = ?1 AND (expires_at IS NULL OR expires_at > ?2))`,
    )
    .get(sid, now);
  return row ? toAccount(row) : undefined;
}

export function rotateSession(db: Database, rotation: Rotation): RotateResult {
  const row = sessionRow(db, rotation.sid);
  const account = row && accountById(db, row.account);
  if (!row || !account) return { outcome: "ended" };
  if (row.expires_at <= rotation.at) return { outcome: "expired" };
  if (timingSafeEqual(row.token_hash, rotation.presented)) {
    db.query(
      `UPDATE sessions SET token_hash = ?, previous_hash = ?, nonce = ?, address = ?, user_agent = ?, used_at = ?,
         expires_at = ?
       WHERE sid = ?`,
    ).run(
      rotation.successor,
      rotation.presented,
      rotation.nonce,
      rotation.device.address,
      rotation.device.userAgent,
      rotation.at,
      rotation.expiresAt,
      rotation.sid,
    );
    return { outcome: "rotated", account };
  }
  const spentJustNow =
    row.previous_hash !== null &&
    timingSafeEqual(row.previous_hash, rotation.presented) &&
    rotation.at - row.used_at < rotation.graceMs;
  if (spentJustNow && row.nonce) return { outcome: "repeated", account, nonce: row.nonce };
  end(db, rotation.sid, account.id, rotation.at, "reuse");
  return { outcome: "reused", account };
}

export function endSession(db: Database, sid: string, at: number): boolean {
  const row = sessionRow(db, sid);
  if (row) end(db, sid, row.account, at, "logout");
  return row !== null;
}

/** Ends all sessions of an account but one. */
export function endOthers(
  db: Database,
  account: number,
  keep: string,
  at: number,
  reason: "password" | "logout",
): void {
  const others = db
    .query<{ sid: string }, [number, string]>("SELECT sid FROM sessions WHERE account = ? AND sid <> ?")
    .all(account, keep);
  for (const { sid } of others) end(db, sid, account, at, reason);
}

function sessionRow(db: Database, sid: string): SessionRow | null {
  return db
    .query<SessionRow, [string]>(
      `SELECT account, token_hash, previous_hash, nonce, used_at, expires_at FROM sessions WHERE sid = ?`,
    )
    .get(sid);
}

function end(
  db: Database,
  sid: string,
  account: number,
  at: number,
  reason: "logout" | "reuse" | "password" | "replaced",
): void {
  db.query("DELETE FROM sessions WHERE sid = ?").run(sid);
  revoke(db, account, sid, at, reason);
}
