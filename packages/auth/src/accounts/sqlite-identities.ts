import type { Database } from "bun:sqlite";

import type { Identity, IdentityStore } from "./identity-store.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

/** See IdentityStore. */
export class SqliteIdentities implements IdentityStore {
  constructor(private readonly connection: SqliteConnection) {}

  account({ issuer, subject }: Identity): Promise<number | undefined> {
    return this.connection.read(
      (db) =>
        db
          .query<{ account: number }, [string, string]>(
            "SELECT account FROM identities WHERE issuer = ? AND subject = ?",
          )
          .get(issuer, subject)?.account,
    );
  }

  link(account: number, identity: Identity, at: number): Promise<boolean> {
    return this.connection.write((db) => linkIdentity(db, account, identity, at));
  }

  list(account: number): Promise<Identity[]> {
    return this.connection.read((db) =>
      db
        .query<Identity, [number]>(
          "SELECT issuer, subject FROM identities WHERE account = ? ORDER BY created_at, issuer, subject",
        )
        .all(account),
    );
  }

  unlink(account: number, { issuer, subject }: Identity): Promise<boolean> {
    return this.connection.write(
      (db) =>
        db
          .query("DELETE FROM identities WHERE account = ? AND issuer = ? AND subject = ?")
          .run(account, issuer, subject).changes === 1,
    );
  }
}

/** Within a transaction of the caller. False if the identity belongs to an account. */
export function linkIdentity(
  db: Database,
  account: number,
  { issuer, subject }: Identity,
  at: number,
): boolean {
  const { changes } = db
    .query("INSERT OR IGNORE INTO identities (issuer, subject, account, created_at) VALUES (?, ?, ?, ?)")
    .run(issuer, subject, account, at);
  return changes === 1;
}
