import * as z from "zod";

import type { Account } from "../accounts/account-store.ts";
import type { Ticket } from "../accounts/ticket-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { hashCode } from "../one-time-code.ts";
import type { PasswordReset } from "../passwords/password-reset.ts";
import { checkNewPassword, text } from "./fields.ts";

const BODY = z.object({ code: text, new_password: text });

/** POST /auth/password/reset: sets another password by a one-time code, and ends all sessions; the answer has the account's name. */
export const takePasswordReset: Route = async (ctx, { request, address }) => {
  const { code, new_password } = await readJson(request, BODY);
  checkNewPassword("new_password", new_password);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  const hash = hashCode(code);
  // Asked first, so that a wrong code costs no hash; taken last, so that a full queue leaves it good.
  await ownerOf(ctx, await ctx.store.tickets.look("password-reset", hash, ctx.now()));
  const passwordHash = await ctx.passwords.hash(new_password);
  const { id, name } = await ownerOf(ctx, await ctx.store.tickets.take("password-reset", hash, ctx.now()));
  await ctx.store.changePassword({ id, passwordHash, version: undefined, keep: undefined, at: ctx.now() });
  ctx.log.info({ user: id }, "password reset");
  return answer({ name });
};

/** Throws forbidden if the ticket is none, or was mailed to an address that isn't the account's any more. */
async function ownerOf(ctx: AuthContext, ticket: Ticket | undefined): Promise<Account> {
  const account = ticket?.account === undefined ? undefined : await ctx.store.account(ticket.account);
  if (!ticket || !account) throw wrongCode();
  const { email } = JSON.parse(ticket.data) as PasswordReset;
  if (email !== undefined && email !== account.email) throw wrongCode();
  return account;
}

function wrongCode(): AuthError {
  return new AuthError("forbidden", "The code is wrong, was used, or has ended: ask for another.", {
    field: "code",
  });
}
