import { type Database, SQLiteError } from "bun:sqlite";
import { randomBytes, timingSafeEqual } from "node:crypto";

import {
  type Account,
  type AccountStore,
  AccountsUnavailable,
  type CreateResult,
  type KeyChange,
  type NewAccount,
  type NewSession,
  type PasswordChange,
  type Revocation,
  type Role,
  type RotateResult,
  type Rotation,
  type SigningKeyRow,
} from "./account-store.ts";
import { nameKey } from "./name-key.ts";
import { openDatabase } from "./open-sqlite.ts";
import {
  ACCOUNT_COLUMNS,
  accountById,
  type AccountRow,
  endAll,
  toAccount,
  voidTokens,
} from "./sqlite-rows.ts";
import { endOthers, endSession, rotateSession, sessionAccount, startSession } from "./sqlite-sessions.ts";

/** See AccountStore. One connection; each call is done when its promise is made, within a few ms. */
export class SqliteAccountStore implements AccountStore {
  readonly #db: Database;
  #closed = false;

  /** Throws AccountsRefused. Without `create` the file has to be there. */
  constructor(path: string, options: { create: boolean }) {
    this.#db = openDatabase(path, options);
  }

  createAccount(account: NewAccount): Promise<CreateResult> {
    return this.#write((db): CreateResult => {
      const key = nameKey(account.name);
      if (db.query("SELECT 1 FROM accounts WHERE name_key = ?").get(key)) return { outcome: "name-taken" };
      if (account.setupCode) {
        const code = secret(db, SETUP_CODE);
        if (!code || !timingSafeEqual(code, account.setupCode)) return { outcome: "wrong-code" };
      }
      const admin = account.admin || account.setupCode !== undefined;
      if (admin) dropSetupCode(db);
      const row = db
        .query<AccountRow, [string, string, string, number, number]>(
          `INSERT INTO accounts (name, name_key, password_hash, admin, created_at) VALUES (?, ?, ?, ?, ?)
           RETURNING ${ACCOUNT_COLUMNS}`,
        )
        .get(account.name, key, account.passwordHash, Number(admin), account.at);
      return { outcome: "created", account: toAccount(row!) };
    });
  }

  account(id: number): Promise<Account | undefined> {
    return this.#read((db) => accountById(db, id));
  }

  accountByName(name: string): Promise<Account | undefined> {
    return this.#read((db) => {
      const row = db
        .query<AccountRow, [string]>(`SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE name_key = ?`)
        .get(nameKey(name));
      return row ? toAccount(row) : undefined;
    });
  }

  accounts(after: number, limit: number): Promise<Account[]> {
    return this.#read((db) =>
      db
        .query<AccountRow, [number, number]>(
          `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id > ? ORDER BY id LIMIT ?`,
        )
        .all(after, limit)
        .map(toAccount),
    );
  }

  setRole(id: number, role: Role, at: number): Promise<boolean> {
    return this.#write((db) => {
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
    return this.#write((db) => {
      db.query("UPDATE accounts SET disabled = ? WHERE id = ?").run(Number(disabled), id);
      if (disabled) endAll(db, id, at, "disabled");
    });
  }

  rehash(id: number, expected: string, passwordHash: string): Promise<boolean> {
    return this.#write(
      (db) =>
        db
          .query("UPDATE accounts SET password_hash = ? WHERE id = ? AND password_hash = ?")
          .run(passwordHash, id, expected).changes === 1,
    );
  }

  changePassword({ id, passwordHash, version, keep, at }: PasswordChange): Promise<boolean> {
    return this.#write((db) => {
      const { changes } = db
        .query(
          `UPDATE accounts SET password_hash = ?1, password_version = password_version + 1
           WHERE id = ?2 AND (?3 IS NULL OR password_version = ?3)`,
        )
        .run(passwordHash, id, version ?? null);
      if (changes === 0) return false;
      if (keep === undefined) endAll(db, id, at, "password");
      else endOthers(db, id, keep, at);
      return true;
    });
  }

  setSetupCode(hash: Uint8Array): Promise<boolean> {
    return this.#write((db) => {
      dropSetupCode(db);
      if (db.query("SELECT 1 FROM accounts WHERE admin = 1 LIMIT 1").get()) return false;
      db.query("INSERT INTO secrets (name, value) VALUES (?, ?)").run(SETUP_CODE, hash);
      return true;
    });
  }

  setupCode(): Promise<Uint8Array | undefined> {
    return this.#read((db) => secret(db, SETUP_CODE));
  }

  startSession(session: NewSession): Promise<boolean> {
    return this.#write((db) => startSession(db, session));
  }

  sessionAccount(sid: string, now: number): Promise<Account | undefined> {
    return this.#read((db) => sessionAccount(db, sid, now));
  }

  rotateSession(rotation: Rotation): Promise<RotateResult> {
    return this.#write((db) => rotateSession(db, rotation));
  }

  endSession(sid: string, at: number): Promise<boolean> {
    return this.#write((db) => endSession(db, sid, at));
  }

  revocations(after: number, limit: number): Promise<Revocation[]> {
    return this.#read((db) =>
      db
        .query<Revocation, [number, number]>(
          `SELECT id, account AS user, sid, at, reason FROM revocations WHERE id > ? ORDER BY id LIMIT ?`,
        )
        .all(after, limit),
    );
  }

  updateSigningKeys(decide: (keys: SigningKeyRow[]) => KeyChange): Promise<SigningKeyRow[]> {
    return this.#write((db) => {
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
    return this.#write((db) => {
      const key = secret(db, REFRESH_KEY);
      if (key) return key;
      const made = new Uint8Array(randomBytes(32));
      db.query("INSERT INTO secrets (name, value) VALUES (?, ?)").run(REFRESH_KEY, made);
      return made;
    });
  }

  sweep({ now, nonceBefore, revokedBefore }: { now: number; nonceBefore: number; revokedBefore: number }) {
    return this.#write((db) => {
      db.query("DELETE FROM sessions WHERE expires_at <= ?").run(now);
      db.query("UPDATE sessions SET nonce = NULL WHERE nonce IS NOT NULL AND used_at < ?").run(nonceBefore);
      db.query("DELETE FROM revocations WHERE at < ?").run(revokedBefore);
    });
  }

  check(): Promise<void> {
    return this.#read((db) => void db.query("SELECT 1 FROM accounts LIMIT 1").get());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#db.close();
  }

  #read<T>(work: (db: Database) => T): Promise<T> {
    return this.#run(() => work(this.#db));
  }

  /** Immediate: the write lock first, so that what was read can't change before what is written. */
  #write<T>(work: (db: Database) => T): Promise<T> {
    return this.#run(() => this.#db.transaction(() => work(this.#db)).immediate());
  }

  async #run<T>(work: () => T): Promise<T> {
    if (this.#closed) throw new AccountsUnavailable("The accounts database was closed.");
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SQLiteError)) throw error;
      throw new AccountsUnavailable("The accounts database can't be used now.", { cause: error });
    }
  }
}

const SETUP_CODE = "setup-code";
const REFRESH_KEY = "refresh-key";

function secret(db: Database, name: string): Uint8Array | undefined {
  return db.query<{ value: Uint8Array }, [string]>("SELECT value FROM secrets WHERE name = ?").get(name)
    ?.value;
}

function dropSetupCode(db: Database): void {
  db.query("DELETE FROM secrets WHERE name = ?").run(SETUP_CODE);
}

function signingKeys(db: Database): SigningKeyRow[] {
  return db
    .query<SigningKeyRow, []>(
      `SELECT kid, active_from AS activeFrom, public_key AS publicKey, private_key AS privateKey
       FROM signing_keys ORDER BY active_from, kid`,
    )
    .all();
}
