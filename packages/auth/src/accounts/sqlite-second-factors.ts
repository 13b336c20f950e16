import type { Database } from "bun:sqlite";
import { timingSafeEqual } from "node:crypto";

import type { SecondFactorStore, Totp, TotpConfirmation } from "./second-factor-store.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

interface TotpRow {
  secret: Uint8Array;
  confirmed: number;
  last_step: number;
}

/** See SecondFactorStore. */
export class SqliteSecondFactors implements SecondFactorStore {
  constructor(private readonly connection: SqliteConnection) {}

  totp(account: number): Promise<Totp | undefined> {
    return this.connection.read((db) => totpOf(db, account));
  }

  startTotp(account: number, secret: Uint8Array): Promise<boolean> {
    return this.connection.write((db) => {
      if (totpOf(db, account)?.on) return false;
      db.query("INSERT OR REPLACE INTO totp (account, secret) VALUES (?, ?)").run(account, secret);
      return true;
    });
  }

  confirmTotp({ account, secret, step, recoveryCodes }: TotpConfirmation): Promise<boolean> {
    return this.connection.write((db) => {
      const totp = totpOf(db, account);
      if (!totp || totp.on || !timingSafeEqual(totp.secret, secret)) return false;
      db.query("UPDATE totp SET confirmed = 1, last_step = ? WHERE account = ?").run(step, account);
      replaceRecoveryCodes(db, account, recoveryCodes);
      return true;
    });
  }

  spendStep(account: number, step: number): Promise<boolean> {
    return this.connection.write(
      (db) =>
        db
          .query("UPDATE totp SET last_step = ?1 WHERE account = ?2 AND confirmed = 1 AND last_step < ?1")
          .run(step, account).changes === 1,
    );
  }

  removeTotp(account: number): Promise<boolean> {
    return this.connection.write((db) => {
      replaceRecoveryCodes(db, account, []);
      return db.query("DELETE FROM totp WHERE account = ?").run(account).changes === 1;
    });
  }

  setRecoveryCodes(account: number, hashes: readonly Uint8Array[]): Promise<void> {
    return this.connection.write((db) => replaceRecoveryCodes(db, account, hashes));
  }

  spendRecoveryCode(account: number, hash: Uint8Array): Promise<boolean> {
    return this.connection.write(
      (db) =>
        db.query("DELETE FROM recovery_codes WHERE account = ? AND hash = ?").run(account, hash).changes ===
        1,
    );
  }

  recoveryCodesLeft(account: number): Promise<number> {
    return this.connection.read(
      (db) =>
        db
          .query<{ n: number }, [number]>("SELECT count(*) AS n FROM recovery_codes WHERE account = ?")
          .get(account)?.n ?? 0,
    );
  }
}

function totpOf(db: Database, account: number): Totp | undefined {
  const row = db
    .query<TotpRow, [number]>("SELECT secret, confirmed, last_step FROM totp WHERE account = ?")
    .get(account);
  return row ? { secret: row.secret, on: row.confirmed === 1, lastStep: row.last_step } : undefined;
}

function replaceRecoveryCodes(db: Database, account: number, hashes: readonly Uint8Array[]): void {
  db.query("DELETE FROM recovery_codes WHERE account = ?").run(account);
  for (const hash of hashes) {
    db.query("INSERT INTO recovery_codes (account, hash) VALUES (?, ?)").run(account, hash);
  }
}
