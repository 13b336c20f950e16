import { all, changes, first, type Queries, run } from "@hubbub/sql";

import type { Identity, IdentityStore } from "../identity-store.ts";
import type { AccountsDatabase } from "./accounts-database.ts";

/** See IdentityStore. */
export class SqlIdentities implements IdentityStore {
  constructor(private readonly database: AccountsDatabase) {}

  account(identity: Identity): Promise<number | undefined> {
    return this.database.read(() => identityAccount(identity));
  }

  link(account: number, { issuer, subject }: Identity, at: number): Promise<boolean> {
    return this.database.write(() =>
      changes(`${INSERT} ON CONFLICT DO NOTHING RETURNING account`, issuer, subject, account, at),
    );
  }

  list(account: number): Promise<Identity[]> {
    return this.database.read(() =>
      all<Identity>(
        "SELECT issuer, subject FROM identities WHERE account = ?1 ORDER BY created_at, issuer, subject",
        account,
      ),
    );
  }

  unlink(account: number, { issuer, subject }: Identity): Promise<boolean> {
    return this.database.write(() =>
      changes(
        "DELETE FROM identities WHERE account = ?1 AND issuer = ?2 AND subject = ?3 RETURNING account",
        account,
        issuer,
        subject,
      ),
    );
  }
}

const INSERT = "INSERT INTO identities (issuer, subject, account, created_at) VALUES (?1, ?2, ?3, ?4)";

/** The account that the identity belongs to. */
export function* identityAccount({ issuer, subject }: Identity): Queries<number | undefined> {
  const row = yield* first<{ account: number }>(
    "SELECT account FROM identities WHERE issuer = ?1 AND subject = ?2",
    issuer,
    subject,
  );
  return row?.account;
}

/** Fails if it belongs to an account. */
export const addIdentity = (account: number, { issuer, subject }: Identity, at: number): Queries<void> =>
  run(INSERT, issuer, subject, account, at);
