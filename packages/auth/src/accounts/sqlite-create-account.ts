import type { Database } from "bun:sqlite";
import { timingSafeEqual } from "node:crypto";

import type { CreateResult, NewAccount } from "./account-store.ts";
import type { Identity } from "./identity-store.ts";
import { nameKey } from "./name-key.ts";
import { linkIdentity } from "./sqlite-identities.ts";
import { spendInvitation } from "./sqlite-invitations.ts";
import { ACCOUNT_COLUMNS, type AccountRow, toAccount } from "./sqlite-rows.ts";
import { dropSetupCode, secret, SETUP_CODE } from "./sqlite-secrets.ts";

/** Within a transaction of the caller: what is refused has changed nothing. */
export function createAccount(db: Database, account: NewAccount): CreateResult {
  const { name, passwordHash = "", setupCode, invitation, identity, email, bot = false, at } = account;
  const key = nameKey(name);
  if (db.query("SELECT 1 FROM accounts WHERE name_key = ?").get(key)) return { outcome: "name-taken" };
  if (identity && isTaken(db, identity)) return { outcome: "identity-taken" };
  if (setupCode) {
    const code = secret(db, SETUP_CODE);
    if (!code || !timingSafeEqual(code, setupCode)) return { outcome: "wrong-code" };
  }
  const spent = invitation && spendInvitation(db, invitation, at);
  if (invitation && !spent) return { outcome: "wrong-invitation" };
  const admin = account.admin || setupCode !== undefined;
  const guest = !admin && spent?.guest === true;
  if (admin) dropSetupCode(db);
  const row = db
    .query<AccountRow, [string, string, string, number, number, number, string | null, number, number]>(
      `INSERT INTO accounts (name, name_key, password_hash, admin, guest, bot, email, email_verified, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${ACCOUNT_COLUMNS}`,
    )
    .get(
      name,
      key,
      passwordHash,
      Number(admin),
      Number(guest),
      Number(bot),
      email ?? null,
      // An address that comes along with an account is one that the single sign-on vouches for.
      Number(email !== undefined),
      at,
    );
  const created = toAccount(row!);
  if (identity) linkIdentity(db, created.id, identity, at);
  return { outcome: "created", account: created };
}

function isTaken(db: Database, { issuer, subject }: Identity): boolean {
  return db.query("SELECT 1 FROM identities WHERE issuer = ? AND subject = ?").get(issuer, subject) !== null;
}
