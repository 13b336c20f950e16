import { timingSafeEqual } from "node:crypto";

import { changes, first, type Queries, run } from "@hubbub/sql";

import type { SecondFactorStore, Totp, TotpConfirmation } from "../second-factor-store.ts";
import type { AccountsDatabase } from "./accounts-database.ts";
import { count } from "./count.ts";
import { type Steps, take } from "./steps.ts";

interface TotpRow {
  secret: Uint8Array;
  confirmed: number;
  last_step: number;
}

/** See SecondFactorStore. */
export class SqlSecondFactors implements SecondFactorStore {
  constructor(private readonly database: AccountsDatabase) {}

  totp(account: number): Promise<Totp | undefined> {
    return this.database.read(() => totpOf(account));
  }

  startTotp(account: number, secret: Uint8Array): Promise<boolean> {
    return this.database.write(() => startTotp(account, secret));
  }

  confirmTotp(confirmation: TotpConfirmation): Promise<boolean> {
    return this.database.write(() => confirmTotp(confirmation));
  }

  spendStep(account: number, step: number): Promise<boolean> {
    return this.database.write(() =>
      changes(
        `UPDATE totp SET last_step = ?1 WHERE account = ?2 AND confirmed = 1 AND last_step < ?1
         RETURNING account`,
        step,
        account,
      ),
    );
  }

  removeTotp(account: number): Promise<boolean> {
    return this.database.write(function* () {
      yield* replaceRecoveryCodes(account, []);
      return yield* changes("DELETE FROM totp WHERE account = ?1 RETURNING account", account);
    });
  }

  setRecoveryCodes(account: number, hashes: readonly Uint8Array[]): Promise<void> {
    return this.database.write(() => replaceRecoveryCodes(account, hashes));
  }

  spendRecoveryCode(account: number, hash: Uint8Array): Promise<boolean> {
    return this.database.write(() =>
      changes("DELETE FROM recovery_codes WHERE account = ?1 AND hash = ?2 RETURNING account", account, hash),
    );
  }

  recoveryCodesLeft(account: number): Promise<number> {
    return this.database.read(() => count("recovery_codes WHERE account = ?1", account));
  }
}

function* startTotp(account: number, secret: Uint8Array): Steps<boolean> {
  yield* take({ on: "account", id: account });
  if ((yield* totpOf(account))?.on) return false;
  yield* run(
    `INSERT INTO totp (account, secret) VALUES (?1, ?2)
     ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, confirmed = 0, last_step = 0`,
    account,
    secret,
  );
  return true;
}

function* confirmTotp({ account, secret, step, recoveryCodes }: TotpConfirmation): Steps<boolean> {
  yield* take({ on: "account", id: account });
  const totp = yield* totpOf(account);
  if (!totp || totp.on || !timingSafeEqual(totp.secret, secret)) return false;
  yield* run("UPDATE totp SET confirmed = 1, last_step = ?1 WHERE account = ?2", step, account);
  yield* replaceRecoveryCodes(account, recoveryCodes);
  return true;
}

function* totpOf(account: number): Queries<Totp | undefined> {
  const row = yield* first<TotpRow>(
    "SELECT secret, confirmed, last_step FROM totp WHERE account = ?1",
    account,
  );
  return row && { secret: row.secret, on: row.confirmed === 1, lastStep: row.last_step };
}

function* replaceRecoveryCodes(account: number, hashes: readonly Uint8Array[]): Steps<void> {
  yield* take({ on: "account", id: account });
  yield* run("DELETE FROM recovery_codes WHERE account = ?1", account);
  for (const hash of hashes) {
    yield* run("INSERT INTO recovery_codes (account, hash) VALUES (?1, ?2)", account, hash);
  }
}
