import type { Account } from "../accounts/account-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";

/** The token of `Authorization: Bearer …`; throws unauthenticated without one. */
export function bearerToken(request: Request): string {
  const match = /^Bearer +([\w.~+/-]+=*) *$/i.exec(request.headers.get("Authorization") ?? "");
  if (match?.[1]) return match[1];
  throw new AuthError("unauthenticated", "Send a token as Authorization: Bearer TOKEN.");
}

/** Whose access token it is. */
export interface Caller {
  account: Account;
  sid: string;
}

/** The account of the request's access token, whose session must not have ended, and that session's id. */
export async function authenticate(ctx: AuthContext, request: Request): Promise<Caller> {
  const token = bearerToken(request);
  const now = ctx.now();
  const { user, sid } = await ctx.access.verify(token, now);
  const account = await ctx.store.sessionAccount(sid, now);
  if (account?.id === user && !account.disabled) return { account, sid };
  throw new AuthError("token_invalid", "The session has ended. Log in.");
}

/** See authenticate; throws forbidden for a bot, which has nothing to set about its own account. */
export async function authenticatePerson(ctx: AuthContext, request: Request): Promise<Caller> {
  const caller = await authenticate(ctx, request);
  if (!caller.account.bot) return caller;
  throw new AuthError("forbidden", "Bots can't do this: an administrator does it for them.");
}

/** See authenticate; throws forbidden for who is no administrator. */
export async function authenticateAdmin(ctx: AuthContext, request: Request): Promise<Caller> {
  const caller = await authenticate(ctx, request);
  if (caller.account.admin) return caller;
  throw new AuthError("forbidden", "Only administrators can do this.");
}
