import * as z from "zod";

import { type EmailCode, hashEmailCode } from "../../email/email-code.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { wrongCode } from "../../second-factors/second-factor.ts";
import { text } from "../fields.ts";

const BODY = z.object({ code: text });

/** POST /auth/email/verify: the code that was sent to the account's address shows that it is the owner's. */
export const verifyEmail: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { code } = await readJson(request, BODY);
  ctx.limits.take("codesPerAccount", String(account.id), ctx.now());
  const ticket = await ctx.store.tickets.take("email", hashEmailCode(account.id, code), ctx.now());
  if (!ticket) throw wrongCode();
  const { email } = JSON.parse(ticket.data) as EmailCode;
  if (!(await ctx.store.emails.verify(account.id, email))) throw wrongCode();
  return answer({ email, email_verified: true });
};
