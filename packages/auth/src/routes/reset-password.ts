import * as z from "zod";

import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { hashCode } from "../one-time-code.ts";
import { checkNewPassword, text } from "./fields.ts";

const BODY = z.object({ code: text, new_password: text });

/** POST /auth/password/reset: sets another password by an administrator's one-time code, and ends all sessions. */
export const takePasswordReset: Route = async (ctx, { request, address }) => {
  const { code, new_password } = await readJson(request, BODY);
  checkNewPassword("new_password", new_password);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  const hash = hashCode(code);
  // Asked first, so that a wrong code costs no hash; taken last, so that a full queue leaves it good.
  if (!(await ctx.store.tickets.look("password-reset", hash, ctx.now()))) throw wrongCode();
  const passwordHash = await ctx.passwords.hash(new_password);
  const ticket = await ctx.store.tickets.take("password-reset", hash, ctx.now());
  if (ticket?.account === undefined) throw wrongCode();
  const { account: id } = ticket;
  await ctx.store.changePassword({ id, passwordHash, version: undefined, keep: undefined, at: ctx.now() });
  ctx.log.info({ user: id }, "password reset");
  return answer({});
};

function wrongCode(): AuthError {
  return new AuthError("forbidden", "The code is wrong, was used, or has ended: ask for another.", {
    field: "code",
  });
}
