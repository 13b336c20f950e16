import type { Account } from "../accounts/account-store.ts";
import type { AuthContext } from "../context.ts";

/** Whether the password is the account's; always one hash, also without an account. */
export async function checkPassword(
  ctx: AuthContext,
  account: Account | undefined,
  password: string,
): Promise<boolean> {
  const result = await ctx.passwords.check(password, account?.passwordHash);
  if (result === "bad-hash") {
    ctx.log.error({ user: account?.id }, "stored password hash can't be used: set a new password");
  }
  return result === "yes";
}
