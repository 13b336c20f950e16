import type { Account } from "../accounts/account-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";

/** The token of `Authorization: Bearer …`; throws unauthenticated without one. */
export function bearerToken(request: Request): string {
  const match = /^Bearer +([\w.~+/-]+=*) *$/i.exec(request.headers.get("Authorization") ?? "");
  if (match?.[1]) return match[1];
  throw new AuthError("unauthenticated", "Send a token as Authorization: Bearer TOKEN.");
}

/** The account of the request's access token, whose session must not have ended, and that session's id. */
export async function authenticate(
  ctx: AuthContext,
  request: Request,
): Promise<{ account: Account; sid: string }> {
  const token = bearerToken(request);
  const now = ctx.now();
  const { user, sid } = await ctx.access.verify(token, now);
  const account = await ctx.store.sessionAccount(sid, now);
  if (account?.id === user) return { account, sid };
  throw new AuthError("token_invalid", "The session has ended. Log in.");
}
