import type { Account } from "../accounts/account-store.ts";
import type { Identity } from "../accounts/identity-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";

/** Throws forbidden if an account could not be logged in to any more without this link, or this passkey's id. */
export async function keepWayIn(
  ctx: AuthContext,
  { id, passwordHash }: Account,
  { without }: { without: Identity | string },
): Promise<void> {
  if (passwordHash !== undefined) return;
  const passkeys = await ctx.store.passkeys.list(id);
  const identities = await ctx.store.identities.list(id);
  const isLeft =
    typeof without === "string"
      ? identities.length > 0 || passkeys.some((passkey) => passkey.id !== without)
      : passkeys.length > 0 ||
        identities.some(({ issuer, subject }) => issuer !== without.issuer || subject !== without.subject);
  if (isLeft) return;
  throw new AuthError("forbidden", "It is the account's only way to log in: set a password first.");
}
