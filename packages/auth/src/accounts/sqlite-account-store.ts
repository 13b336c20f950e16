import type { Database } from "bun:sqlite";
import { randomBytes } from "node:crypto";

import {
  type Account,
  type AccountStore,
  type CreateResult,
  type KeyChange,
  type NewAccount,
  type NewSession,
  type PasswordChange,
  type Revocation,
  type Role,
  type RotateResult,
  type Rotation,
  type SessionSummary,
  type SigningKeyRow,
} from "./account-store.ts";
import { nameKey } from "./name-key.ts";
import { SqliteBots } from "./sqlite-bots.ts";
import { SqliteConnection } from "./sqlite-connection.ts";
import { createAccount } from "./sqlite-create-account.ts";
import { SqliteEmails } from "./sqlite-emails.ts";
import { findAccounts } from "./sqlite-find-accounts.ts";
import { SqliteIdentities } from "./sqlite-identities.ts";
import { SqliteImports } from "./sqlite-imports.ts";
import { SqliteInvitations } from "./sqlite-invitations.ts";
import { SqlitePasskeys } from "./sqlite-passkeys.ts";
import {
  ACCOUNT_COLUMNS,
  accountById,
  type AccountRow,
  endAll,
  revoke,
  toAccount,
  voidTokens,
} from "./sqlite-rows.ts";
import { SqliteSecondFactors } from "./sqlite-second-factors.ts";
import { dropSetupCode, REFRESH_KEY, secret, setSecret, SETUP_CODE } from "./sqlite-secrets.ts";
import {
  endOthers,
  endSession,
  rotateSession,
  sessionAccount,
  sessions,
  startSession,
} from "./sqlite-sessions.ts";
import { SqliteTickets } from "./sqlite-tickets.ts";

/** See AccountStore. */
export class SqliteAccountStore implements AccountStore {
  readonly secondFactors: SqliteSecondFactors;
  readonly passkeys: SqlitePasskeys;
  readonly identities: SqliteIdentities;
  readonly bots: SqliteBots;
  readonly invitations: SqliteInvitations;
  readonly emails: SqliteEmails;
  readonly tickets: SqliteTickets;
  readonly imports: SqliteImports;
  readonly #connection: SqliteConnection;

  /** Throws AccountsRefused. Without `create` the file has to be there. */
  constructor(path: string, options: { create: boolean }) {
    const connection = new SqliteConnection(path, options);
    this.#connection = connection;
    this.secondFactors = new SqliteSecondFactors(connection);
    this.passkeys = new SqlitePasskeys(connection);
    this.identities = new SqliteIdentities(connection);
    this.bots = new SqliteBots(connection);
    this.invitations = new SqliteInvitations(connection);
    this.emails = new SqliteEmails(connection);
    this.tickets = new SqliteTickets(connection);
    this.imports = new SqliteImports(connection);
  }

  createAccount(account: NewAccount): Promise<CreateResult> {
    return this.#connection.write((db) => createAccount(db, account));
  }

  account(id: number): Promise<Account | undefined> {
    return this.#connection.read((db) => accountById(db, id));
  }

  accountByName(name: string): Promise<Account | undefined> {
    return this.#connection.read((db) => {
      const row = db
        .query<AccountRow, [string]>(`SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE name_key = ?`)
        .get(nameKey(name));
      return row ? toAccount(row) : undefined;
    });
  }

  accounts(after: number, limit: number): Promise<Account[]> {
    return this.#connection.read((db) =>
      db
        .query<AccountRow, [number, number]>(
          `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id > ? ORDER BY id LIMIT ?`,
        )
        .all(after, limit)
        .map(toAccount),
    );
  }

  findAccounts(text: string, after: number, limit: number): Promise<Account[]> {
    return this.#connection.read((db) => findAccounts(db, text, after, limit));
  }

  setRole(id: number, role: Role, at: number): Promise<boolean> {
    return this.#connection.write((db) => {
      const account = accountById(db, id);
      if (!account || account.bot) return false;
      const [admin, guest] = [role === "admin", role === "guest"];
      if (account.admin === admin && account.guest === guest) return true;
      db.query("UPDATE accounts SET admin = ?, guest = ? WHERE id = ?").run(Number(admin), Number(guest), id);
      if (admin) dropSetupCode(db);
      voidTokens(db, id, at, "role");
      return true;
    });
  }

  setDisabled(id: number, disabled: boolean, at: number): Promise<void> {
    return this.#connection.write((db) => {
      const { changes } = db
        .query("UPDATE accounts SET disabled = ?1 WHERE id = ?2 AND disabled <> ?1")
        .run(Number(disabled), id);
      if (disabled) endAll(db, id, at, "disabled");
      else if (changes === 1) revoke(db, id, null, at, "enabled");
    });
  }

  rehash(id: number, expected: string, passwordHash: string): Promise<boolean> {
    return this.#connection.write(
      (db) =>
        db
          .query("UPDATE accounts SET password_hash = ? WHERE id = ? AND password_hash = ?")
          .run(passwordHash, id, expected).changes === 1,
    );
  }

  changePassword({ id, passwordHash, version, keep, at }: PasswordChange): Promise<boolean> {
    return this.#connection.write((db) => {
      const { changes } = db
        .query(
          `UPDATE accounts SET password_hash = ?1, password_version = password_version + 1
           WHERE id = ?2 AND (?3 IS NULL OR password_version = ?3)`,
        )
        .run(passwordHash, id, version ?? null);
      if (changes === 0) return false;
      if (keep === undefined) endAll(db, id, at, "password");
      else endOthers(db, id, keep, at, "password");
      return true;
    });
  }

  setSetupCode(hash: Uint8Array): Promise<boolean> {
    return this.#connection.write((db) => {
      dropSetupCode(db);
      if (db.query("SELECT 1 FROM accounts WHERE admin = 1 LIMIT 1").get()) return false;
      setSecret(db, SETUP_CODE, hash);
      return true;
    });
  }

  setupCode(): Promise<Uint8Array | undefined> {
    return this.#connection.read((db) => secret(db, SETUP_CODE));
  }

  startSession(session: NewSession): Promise<boolean> {
    return this.#connection.write((db) => startSession(db, session));
  }

  sessions(account: number, now: number): Promise<SessionSummary[]> {
    return this.#connection.read((db) => sessions(db, account, now));
  }

  sessionAccount(sid: string, now: number): Promise<Account | undefined> {
    return this.#connection.read((db) => sessionAccount(db, sid, now));
  }

  rotateSession(rotation: Rotation): Promise<RotateResult> {
    return this.#connection.write((db) => rotateSession(db, rotation));
  }

  endSession(sid: string, at: number): Promise<boolean> {
    return this.#connection.write((db) => endSession(db, sid, at));
  }

  endOtherSessions(account: number, keep: string, at: number): Promise<void> {
    return this.#connection.write((db) => endOthers(db, account, keep, at, "logout"));
  }

  revocations(after: number, limit: number): Promise<Revocation[]> {
    return this.#connection.read((db) =>
      db
        .query<Revocation, [number, number]>(
          `SELECT id, account AS user, sid, at, reason FROM revocations WHERE id > ? ORDER BY id LIMIT ?`,
        )
        .all(after, limit),
    );
  }

  updateSigningKeys(decide: (keys: SigningKeyRow[]) => KeyChange): Promise<SigningKeyRow[]> {
    return this.#connection.write((db) => {
      const { add, drop } = decide(signingKeys(db));
      if (add) {
        db.query(
          "INSERT INTO signing_keys (kid, active_from, public_key, private_key) VALUES (?, ?, ?, ?)",
        ).run(add.kid, add.activeFrom, add.publicKey, add.privateKey);
      }
      for (const kid of drop) db.query("DELETE FROM signing_keys WHERE kid = ?").run(kid);
      return signingKeys(db);
    });
  }

  refreshKey(): Promise<Uint8Array> {
    return this.#connection.write((db) => {
      const key = secret(db, REFRESH_KEY);
      if (key) return key;
      const made = new Uint8Array(randomBytes(32));
      setSecret(db, REFRESH_KEY, made);
      return made;
    });
  }

  sweep({ now, nonceBefore, revokedBefore }: { now: number; nonceBefore: number; revokedBefore: number }) {
    return this.#connection.write((db) => {
      db.query("DELETE FROM sessions WHERE expires_at <= ?").run(now);
      db.query("DELETE FROM tickets WHERE expires_at <= ?").run(now);
      db.query("DELETE FROM invitations WHERE uses_left = 0 OR expires_at <= ?").run(now);
      db.query("UPDATE sessions SET nonce = NULL WHERE nonce IS NOT NULL AND used_at < ?").run(nonceBefore);
      db.query("DELETE FROM revocations WHERE at < ?").run(revokedBefore);
    });
  }

  check(): Promise<void> {
    return this.#connection.read((db) => void db.query("SELECT 1 FROM accounts LIMIT 1").get());
  }

  async close(): Promise<void> {
    this.#connection.close();
  }
}

function signingKeys(db: Database): SigningKeyRow[] {
  return db
    .query<SigningKeyRow, []>(
      `SELECT kid, active_from AS activeFrom, public_key AS publicKey, private_key AS privateKey
       FROM signing_keys ORDER BY active_from, kid`,
    )
    .all();
}
