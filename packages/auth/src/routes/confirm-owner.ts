import type { Account } from "../accounts/account-store.ts";
import { nameKey } from "../accounts/name-key.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { checkPassword } from "./check-password.ts";

/**
 * Makes sure that who has an access token is the account's owner, before what a thief of the token must not do: throws
 * wrong_credentials unless `password`, the body's field `field`, is the account's. An account without a password needs
 * none.
 */
export async function confirmOwner(
  ctx: AuthContext,
  account: Account,
  { password, field, address }: { password: string | undefined; field: string; address: string },
): Promise<void> {
  if (account.passwordHash === undefined) return;
  if (password === undefined) throw new AuthError("invalid", `${field}: is missing.`, { field });
  ctx.limits.take("checksPerAddress", address, ctx.now());
  ctx.limits.take("checksPerName", nameKey(account.name), ctx.now());
  if (await checkPassword(ctx, account, password)) return;
  throw new AuthError("wrong_credentials", "The password is wrong.", { field });
}
