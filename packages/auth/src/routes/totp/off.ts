import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { spendCode } from "../../second-factors/second-factor.ts";
import { confirmOwner } from "../confirm-owner.ts";
import { text } from "../fields.ts";

const BODY = z.object({ password: text.optional(), code: text.optional() });

/** POST /auth/totp/off: the password, or without one a code, turns the app and its recovery codes off. */
export const turnOffTotp: Route = async (ctx, { request, address }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { password, code } = await readJson(request, BODY);
  await confirmOwner(ctx, account, { password, field: "password", address });
  if (account.passwordHash === undefined) {
    if (code === undefined) throw new AuthError("invalid", "code: is missing.", { field: "code" });
    await spendCode(ctx, account, code);
  }
  await ctx.store.secondFactors.removeTotp(account.id);
  ctx.log.info({ user: account.id }, "authenticator app turned off");
  return answer({});
};
