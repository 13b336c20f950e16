import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { makeTotpSecret, totpEnrolment } from "../../second-factors/totp.ts";
import { confirmOwner } from "../confirm-owner.ts";
import { text } from "../fields.ts";

const BODY = z.object({ password: text.optional() });

/** POST /auth/totp/enrol: a secret for an authenticator app, and as an otpauth:// URI; good once it is confirmed. */
export const enrolTotp: Route = async (ctx, { request, address, origin }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { password } = await readJson(request, BODY);
  await confirmOwner(ctx, account, { password, field: "password", address });
  const secret = makeTotpSecret();
  if (!(await ctx.store.secondFactors.startTotp(account.id, secret))) {
    throw new AuthError("forbidden", "An authenticator app is set up already: turn it off first.");
  }
  const issuer = `Hubbub ${URL.parse(origin)?.hostname ?? ""}`.trim();
  return answer(totpEnrolment(secret, issuer, account.name));
};
