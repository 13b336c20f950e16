import * as z from "zod";

import type { Account } from "../accounts/account-store.ts";
import { nameKey } from "../accounts/name-key.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { demandSecondFactor } from "../second-factors/second-factor.ts";
import { checkPassword } from "./check-password.ts";
import { checkName, text } from "./fields.ts";
import { startSession } from "./start-session.ts";

const BODY = z.object({ name: text, password: text });

/** POST /auth/login. An unknown name and a wrong password get the same answer for the same work. */
export const login: Route = async (ctx, { request, address, device }) => {
  const { name, password } = await readJson(request, BODY);
  checkName("name", name);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  ctx.limits.take("checksPerName", nameKey(name), ctx.now());

  const account = await ctx.store.accountByName(name);
  const fits = await checkPassword(ctx, account, password);
  if (!account || !fits) throw new AuthError("wrong_credentials", "The name or the password is wrong.");
  // Said only to who knows the password.
  if (account.disabled) throw new AuthError("forbidden", "This account is disabled.");
  await demandSecondFactor(ctx, account);
  const session = await startSession(ctx, account, device);
  await rehash(ctx, account, password);
  return answer(session);
};

/** If the cost was changed since the hash was made. While the pool is full the next login does it. */
async function rehash(ctx: AuthContext, { id, passwordHash }: Account, password: string): Promise<void> {
  if (passwordHash === undefined || !ctx.passwords.isOutdated(passwordHash)) return;
  try {
    await ctx.store.rehash(id, passwordHash, await ctx.passwords.hash(password));
  } catch (error) {
    ctx.log.warn({ user: id, err: error }, "password not rehashed");
  }
}
