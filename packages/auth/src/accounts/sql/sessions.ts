import { timingSafeEqual } from "node:crypto";

import { all, first, type Queries, run } from "@hubbub/sql";

import type { Account, NewSession, RotateResult, Rotation, SessionSummary } from "../account-store.ts";
import { ACCOUNT_COLUMNS, accountById, type AccountRow, revoke, toAccount } from "./account-rows.ts";
import { type Steps, take } from "./steps.ts";

interface SessionRow {
  account: number;
  token_hash: Uint8Array;
  previous_hash: Uint8Array | null;
  nonce: Uint8Array | null;
  used_at: number;
  expires_at: number;
}

/** See AccountStore.startSession. */
export function* startSession(session: NewSession): Steps<boolean> {
  yield* take({ on: "account", id: session.account });
  const account = yield* accountById(session.account);
  if (!account || account.disabled || account.passwordVersion !== session.passwordVersion) return false;
  const spare = yield* all<{ sid: string }>(
    "SELECT sid FROM sessions WHERE account = ?1 ORDER BY used_at DESC, sid LIMIT ?2 OFFSET ?3",
    session.account,
    Number.MAX_SAFE_INTEGER,
    session.limit - 1,
  );
  for (const { sid } of spare) yield* end(sid, account.id, session.at, "replaced");
  const { sid, tokenHash, device, at, expiresAt } = session;
  yield* run(
    `INSERT INTO sessions (sid, account, token_hash, address, user_agent, created_at, used_at, expires_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)`,
    sid,
    account.id,
    tokenHash,
    device.address,
    device.userAgent,
    at,
    expiresAt,
  );
  return true;
}

/** See AccountStore.sessions. */
export function sessions(account: number, now: number): Queries<SessionSummary[]> {
  return all<SessionSummary>(
    `SELECT sid, address, user_agent AS "userAgent", created_at AS "createdAt", used_at AS "usedAt"
     FROM sessions WHERE account = ?1 AND expires_at > ?2 ORDER BY used_at DESC, sid`,
    account,
    now,
  );
}

/** See AccountStore.sessionAccount. */
export function* sessionAccount(sid: string, now: number): Queries<Account | undefined> {
  const row = yield* first<AccountRow>(
    `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id =
       (SELECT account FROM sessions WHERE sid = ?1 AND expires_at > ?2) OR id =
       (SELECT bot FROM bot_tokens WHERE id = ?1 AND (expires_at IS NULL OR expires_at > ?2))`,
    sid,
    now,
  );
  return row && toAccount(row);
}

/** See AccountStore.rotateSession. */
export function* rotateSession(rotation: Rotation): Steps<RotateResult> {
  yield* take({ on: "session", sid: rotation.sid });
  const row = yield* sessionRow(rotation.sid);
  const account = row && (yield* accountById(row.account));
  if (!row || !account) return { outcome: "ended" };
  if (row.expires_at <= rotation.at) return { outcome: "expired" };
  if (timingSafeEqual(row.token_hash, rotation.presented)) {
    yield* replaceToken(rotation);
    return { outcome: "rotated", account };
  }
  const spentJustNow =
    row.previous_hash !== null &&
    timingSafeEqual(row.previous_hash, rotation.presented) &&
    rotation.at - row.used_at < rotation.graceMs;
  if (spentJustNow && row.nonce) return { outcome: "repeated", account, nonce: row.nonce };
  yield* end(rotation.sid, account.id, rotation.at, "reuse");
  return { outcome: "reused", account };
}

/** See AccountStore.endSession. */
export function* endSession(sid: string, at: number): Steps<boolean> {
  yield* take({ on: "session", sid });
  const row = yield* sessionRow(sid);
  if (row) yield* end(sid, row.account, at, "logout");
  return row !== undefined;
}

/** Ends all sessions of an account but one. */
export function* endOthers(
  account: number,
  keep: string,
  at: number,
  reason: "password" | "logout",
): Steps<void> {
  yield* take({ on: "account", id: account });
  const others = yield* all<{ sid: string }>(
    "SELECT sid FROM sessions WHERE account = ?1 AND sid <> ?2",
    account,
    keep,
  );
  for (const { sid } of others) yield* end(sid, account, at, reason);
}

function replaceToken({ sid, presented, successor, nonce, device, at, expiresAt }: Rotation): Queries<void> {
  return run(
    `UPDATE sessions SET token_hash = ?1, previous_hash = ?2, nonce = ?3, address = ?4, user_agent = ?5, used_at = ?6,
       expires_at = ?7
     WHERE sid = ?8`,
    successor,
    presented,
    nonce,
    device.address,
    device.userAgent,
    at,
    expiresAt,
    sid,
  );
}

function sessionRow(sid: string): Queries<SessionRow | undefined> {
  return first<SessionRow>(
    `SELECT account, token_hash, previous_hash, nonce, used_at, expires_at FROM sessions WHERE sid = ?1`,
    sid,
  );
}

function* end(
  sid: string,
  account: number,
  at: number,
  reason: "logout" | "reuse" | "password" | "replaced",
): Steps<void> {
  yield* run("DELETE FROM sessions WHERE sid = ?1", sid);
  yield* revoke(account, sid, at, reason);
}
