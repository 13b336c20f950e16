import { all, changes, first } from "@hubbub/sql";

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
} from "../account-store.ts";
import { nameKey } from "../name-key.ts";
import { accountById, accountByKey, accountsAfter, toAccount } from "./account-rows.ts";
import type { AccountsDatabase } from "./accounts-database.ts";
import { changePassword, setDisabled, setRole } from "./change-account.ts";
import { createAccount } from "./create-account.ts";
import { refreshKey, setSetupCode, setupCode } from "./secrets.ts";
import { endOthers, endSession, rotateSession, sessionAccount, sessions, startSession } from "./sessions.ts";
import { updateSigningKeys } from "./signing-keys.ts";
import { SqlBots } from "./sql-bots.ts";
import { SqlEmails } from "./sql-emails.ts";
import { SqlIdentities } from "./sql-identities.ts";
import { SqlImports } from "./sql-imports.ts";
import { SqlInvitations } from "./sql-invitations.ts";
import { SqlPasskeys } from "./sql-passkeys.ts";
import { SqlSecondFactors } from "./sql-second-factors.ts";
import { SqlTickets } from "./sql-tickets.ts";
import { sweep } from "./sweep.ts";

/** Written once for every database. See AccountStore. */
export class SqlAccountStore implements AccountStore {
  readonly secondFactors: SqlSecondFactors;
  readonly passkeys: SqlPasskeys;
  readonly identities: SqlIdentities;
  readonly bots: SqlBots;
  readonly invitations: SqlInvitations;
  readonly emails: SqlEmails;
  readonly tickets: SqlTickets;
  readonly imports: SqlImports;
  readonly #database: AccountsDatabase;

  constructor(database: AccountsDatabase) {
    this.#database = database;
    this.secondFactors = new SqlSecondFactors(database);
    this.passkeys = new SqlPasskeys(database);
    this.identities = new SqlIdentities(database);
    this.bots = new SqlBots(database);
    this.invitations = new SqlInvitations(database);
    this.emails = new SqlEmails(database);
    this.tickets = new SqlTickets(database);
    this.imports = new SqlImports(database);
  }

  createAccount(account: NewAccount): Promise<CreateResult> {
    return this.#database.write(() => createAccount(account));
  }

  account(id: number): Promise<Account | undefined> {
    return this.#database.read(() => accountById(id));
  }

  accountByName(name: string): Promise<Account | undefined> {
    return this.#database.read(() => accountByKey(nameKey(name)));
  }

  accounts(after: number, limit: number): Promise<Account[]> {
    return this.#database.read(() => accountsAfter(after, limit));
  }

  async findAccounts(text: string, after: number, limit: number): Promise<Account[]> {
    const wanted = nameKey(text.trim());
    const rows = await this.#database.read(() => this.#database.findAccounts(wanted, after, limit));
    return rows.map(toAccount);
  }

  setRole(id: number, role: Role, at: number): Promise<boolean> {
    return this.#database.write(() => setRole(id, role, at));
  }

  setDisabled(id: number, disabled: boolean, at: number): Promise<void> {
    return this.#database.write(() => setDisabled(id, disabled, at));
  }

  rehash(id: number, expected: string, passwordHash: string): Promise<boolean> {
    return this.#database.write(() =>
      changes(
        "UPDATE accounts SET password_hash = ?1 WHERE id = ?2 AND password_hash = ?3 RETURNING id",
        passwordHash,
        id,
        expected,
      ),
    );
  }

  changePassword(change: PasswordChange): Promise<boolean> {
    return this.#database.write(() => changePassword(change));
  }

  setSetupCode(hash: Uint8Array): Promise<boolean> {
    return this.#database.write(() => setSetupCode(hash));
  }

  setupCode(): Promise<Uint8Array | undefined> {
    return this.#database.read(setupCode);
  }

  startSession(session: NewSession): Promise<boolean> {
    return this.#database.write(() => startSession(session));
  }

  sessions(account: number, now: number): Promise<SessionSummary[]> {
    return this.#database.read(() => sessions(account, now));
  }

  sessionAccount(sid: string, now: number): Promise<Account | undefined> {
    return this.#database.read(() => sessionAccount(sid, now));
  }

  rotateSession(rotation: Rotation): Promise<RotateResult> {
    return this.#database.write(() => rotateSession(rotation));
  }

  endSession(sid: string, at: number): Promise<boolean> {
    return this.#database.write(() => endSession(sid, at));
  }

  endOtherSessions(account: number, keep: string, at: number): Promise<void> {
    return this.#database.write(() => endOthers(account, keep, at, "logout"));
  }

  revocations(after: number, limit: number): Promise<Revocation[]> {
    return this.#database.read(() =>
      all<Revocation>(
        "SELECT id, account AS user, sid, at, reason FROM revocations WHERE id > ?1 ORDER BY id LIMIT ?2",
        after,
        limit,
      ),
    );
  }

  updateSigningKeys(decide: (keys: SigningKeyRow[]) => KeyChange): Promise<SigningKeyRow[]> {
    return this.#database.write(() => updateSigningKeys(decide));
  }

  refreshKey(): Promise<Uint8Array> {
    return this.#database.write(refreshKey);
  }

  sweep(times: { now: number; nonceBefore: number; revokedBefore: number }): Promise<void> {
    return this.#database.write(() => sweep(times));
  }

  async check(): Promise<void> {
    await this.#database.read(() => first("SELECT id FROM accounts LIMIT 1"));
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
