import * as z from "zod";

import { nameKey } from "../accounts/name-key.ts";
import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { text } from "./fields.ts";

/** Characters of a name or an address, at most. */
const ACCOUNT_LENGTH = 254;
const BODY = z.object({ account: text });

/**
 * POST /auth/password/forgotten: has a link for another password mailed to the account of this name or address. The answer is the
 * same whether there is such an account, so that nobody learns who has one. Throws unavailable where no mail is sent.
 */
export const forgottenPassword: Route = async (ctx, { request, address }) => {
  const account = (await readJson(request, BODY)).account.trim();
  if (account === "" || account.length > ACCOUNT_LENGTH) {
    throw new AuthError("invalid", `account must have 1 to ${ACCOUNT_LENGTH} characters.`, {
      field: "account",
      limit: ACCOUNT_LENGTH,
    });
  }
  if (!ctx.mail.isSent)
    throw new AuthError("unavailable", "This server sends no mail: ask an administrator.");
  ctx.limits.take("checksPerAddress", address, ctx.now());
  ctx.limits.take("mailsPerAccount", nameKey(account), ctx.now());
  await ctx.store.emails.wantPasswordMail(account);
  return answer({});
};
