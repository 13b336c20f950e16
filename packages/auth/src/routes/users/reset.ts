import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticateAdmin } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { issuePasswordReset } from "../../passwords/password-reset.ts";
import { TICKET_MS } from "../../tokens/tickets.ts";
import { id } from "../fields.ts";
import { targetAccount } from "./target.ts";

const BODY = z.object({ id });

/** POST /auth/users/reset-password: a one-time code by which the owner sets another password. For administrators. */
export const resetPassword: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const account = await targetAccount(ctx, admin, (await readJson(request, BODY)).id);
  if (account.bot) throw new AuthError("forbidden", "Bots have tokens, and no password.", { field: "id" });
  const code = await issuePasswordReset(ctx.store, account, ctx.now());
  ctx.log.info({ user: account.id, by: admin.id }, "password reset code made");
  return answer({ code, expires_in: TICKET_MS["password-reset"] / 1000 });
};

/** POST /auth/users/reset-2fa: turns the account's authenticator app and recovery codes off. For administrators. */
export const resetSecondFactor: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const account = await targetAccount(ctx, admin, (await readJson(request, BODY)).id);
  await ctx.store.secondFactors.removeTotp(account.id);
  ctx.log.info({ user: account.id, by: admin.id }, "authenticator app turned off by an administrator");
  return answer({});
};
