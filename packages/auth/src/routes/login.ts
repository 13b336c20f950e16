import * as z from "zod";

import type { Account } from "../accounts/account-store.ts";
import { nameKey } from "../accounts/name-key.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { checkPassword } from "./check-password.ts";
import { checkName, text } from "./fields.ts";

const BODY = z.object({ name: text, password: text });

/** POST /auth/login. An unknown name and a wrong password get the same answer for the same work. */
export const login: Route = async (ctx, { request, address }) => {
  const { name, password } = await readJson(request, BODY);
  checkName("name", name);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  ctx.limits.take("checksPerName", nameKey(name), ctx.now());

  const account = await ctx.store.accountByName(name);
  const fits = await checkPassword(ctx, account, password);
  if (!account || !fits) throw new AuthError("wrong_credentials", "The name or the password is wrong.");
  // Said only to who knows the password.
  if (account.disabled) throw disabled();
  const session = await ctx.sessions.start(account, ctx.now());
  if (!session) throw disabled();
  if (ctx.passwords.isOutdated(account.passwordHash)) await rehash(ctx, account, password);
  return answer(session);
};

/** The cost was changed since the hash was made. If the pool is full the next login does it. */
async function rehash(ctx: AuthContext, account: Account, password: string): Promise<void> {
  try {
    const hash = await ctx.passwords.hash(password);
    await ctx.store.rehash(account.id, account.passwordHash, hash);
  } catch (error) {
    ctx.log.warn({ user: account.id, err: error }, "password not rehashed");
  }
}

function disabled(): AuthError {
  return new AuthError("forbidden", "This account is disabled, or its password was just changed.");
}
