import type { Account } from "../accounts/account-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { hashCode } from "../one-time-code.ts";
import { TICKET_MS } from "../tokens/tickets.ts";
import { totpStep } from "./totp.ts";

/** What a ticket of the purpose "second-factor" carries. */
export interface PasswordChecked {
  /** Of the account when its password was checked. */
  passwordVersion: number;
}

/** Throws second_factor_required, with a ticket for the next step, if the account's password alone is not enough. */
export async function demandSecondFactor(ctx: AuthContext, account: Account): Promise<void> {
  const totp = await ctx.store.secondFactors.totp(account.id);
  if (!totp?.on) return;
  const data: PasswordChecked = { passwordVersion: account.passwordVersion };
  const ticket = await ctx.tickets.issue("second-factor", { account: account.id, data }, ctx.now());
  const passkeys = await ctx.store.passkeys.list(account.id);
  const methods = passkeys.length > 0 ? ["code", "passkey"] : ["code"];
  throw new AuthError(
    "second_factor_required",
    "The password is right; now a code of the authenticator app, a recovery code, or a passkey is needed.",
    { more: { ticket, methods, expires_in: TICKET_MS["second-factor"] / 1000 } },
  );
}

/** Spends a code of the account's authenticator app, or a recovery code. Throws wrong_credentials or rate_limited. */
export async function spendCode(ctx: AuthContext, account: Account, code: string): Promise<void> {
  ctx.limits.take("codesPerAccount", String(account.id), ctx.now());
  const digits = code.replaceAll(/\s/g, "");
  const isGood = /^\d{6}$/.test(digits)
    ? await spendTotp(ctx, account, digits)
    : await ctx.store.secondFactors.spendRecoveryCode(account.id, hashCode(code));
  if (!isGood) throw wrongCode();
}

async function spendTotp(ctx: AuthContext, { id }: Account, digits: string): Promise<boolean> {
  const totp = await ctx.store.secondFactors.totp(id);
  const step = totp?.on ? totpStep(totp.secret, digits, ctx.now()) : undefined;
  return step !== undefined && ctx.store.secondFactors.spendStep(id, step);
}

export function wrongCode(): AuthError {
  return new AuthError("wrong_credentials", "The code is wrong, or was used before.", { field: "code" });
}
