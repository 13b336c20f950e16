import type { Account, Device } from "../accounts/account-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import type { TokenResponse } from "../tokens/sessions.ts";

/** Logs the account in, whose owner was made sure of. Throws forbidden if it was disabled or changed meanwhile. */
export async function startSession(
  ctx: AuthContext,
  account: Account,
  device: Device,
): Promise<TokenResponse> {
  const session = await ctx.sessions.start(account, device, ctx.now());
  if (session) return session;
  throw new AuthError("forbidden", "This account is disabled, or its password was just changed.");
}
