import { timingSafeEqual } from "node:crypto";

import { first, type Queries } from "@hubbub/sql";

import type { Account, CreateResult, NewAccount } from "../account-store.ts";
import { nameKey } from "../name-key.ts";
import { ACCOUNT_COLUMNS, type AccountRow, toAccount } from "./account-rows.ts";
import { dropSetupCode, setupCode as keptSetupCode } from "./secrets.ts";
import { addIdentity, identityAccount } from "./sql-identities.ts";
import { spendInvitation } from "./sql-invitations.ts";
import { type Steps, take } from "./steps.ts";

/** See AccountStore.createAccount: what is refused has changed nothing. */
export function* createAccount(account: NewAccount): Steps<CreateResult> {
  const { name, setupCode, invitation, identity, at } = account;
  if (account.admin || setupCode) yield* take({ on: "administrators" });
  const taken = yield* first("SELECT id FROM accounts WHERE name_key = ?1", nameKey(name));
  if (taken) return { outcome: "name-taken" };
  if (identity && (yield* identityAccount(identity)) !== undefined) return { outcome: "identity-taken" };
  if (setupCode) {
    const code = yield* keptSetupCode();
    if (!code || !timingSafeEqual(code, setupCode)) return { outcome: "wrong-code" };
  }
  const spent = invitation && (yield* spendInvitation(invitation, at));
  if (invitation && !spent) return { outcome: "wrong-invitation" };
  const admin = account.admin || setupCode !== undefined;
  if (admin) yield* dropSetupCode();
  const created = yield* insert(account, { admin, guest: !admin && spent?.guest === true });
  if (identity) yield* addIdentity(created.id, identity, at);
  return { outcome: "created", account: created };
}

function* insert(
  { name, passwordHash = "", email, bot = false, at }: NewAccount,
  { admin, guest }: { admin: boolean; guest: boolean },
): Queries<Account> {
  const row = yield* first<AccountRow>(
    `INSERT INTO accounts (name, name_key, password_hash, admin, guest, bot, email, email_verified, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING ${ACCOUNT_COLUMNS}`,
    name,
    nameKey(name),
    passwordHash,
    Number(admin),
    Number(guest),
    Number(bot),
    email ?? null,
    // An address that comes along with an account is one that the single sign-on vouches for.
    Number(email !== undefined),
    at,
  );
  return toAccount(row!);
}
