import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { confirmOwner } from "../confirm-owner.ts";
import { text } from "../fields.ts";

/** Characters of an address, at most (RFC 5321, section 4.5.3.1.3). */
const EMAIL_LENGTH = 254;
const EMAIL = /^[^\s@<>\p{C}]{1,64}@[^\s@<>\p{C}]+\.[^\s@<>\p{C}.]+$/u;
const BODY = z.object({ email: text.nullable(), password: text.optional() });

/** POST /auth/email: sets the account's e-mail address, not verified yet, or with null removes it. */
export const setEmail: Route = async (ctx, { request, address }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { email, password } = await readJson(request, BODY);
  if (email !== null && email.length > EMAIL_LENGTH) {
    const limit = EMAIL_LENGTH;
    throw new AuthError("invalid", `email has more than ${limit} characters.`, { field: "email", limit });
  }
  if (email !== null && !EMAIL.test(email)) {
    throw new AuthError("invalid", "email is no e-mail address.", { field: "email" });
  }
  await confirmOwner(ctx, account, { password, field: "password", address });
  await ctx.store.emails.set(account.id, email ?? undefined, false);
  return answer({ email, email_verified: false });
};
