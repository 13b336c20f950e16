import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { makeRecoveryCodes } from "../../second-factors/recovery-codes.ts";
import { wrongCode } from "../../second-factors/second-factor.ts";
import { totpStep } from "../../second-factors/totp.ts";
import { text } from "../fields.ts";

const BODY = z.object({ code: text });

/** POST /auth/totp/confirm: the app's first code turns it on. The answer has the recovery codes, this once. */
export const confirmTotp: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { code } = await readJson(request, BODY);
  const now = ctx.now();
  ctx.limits.take("codesPerAccount", String(account.id), now);
  const totp = await ctx.store.secondFactors.totp(account.id);
  if (!totp || totp.on) throw nothingToConfirm();
  const { secret } = totp;
  const step = totpStep(secret, code.replaceAll(/\s/g, ""), now);
  if (step === undefined) throw wrongCode();
  const { codes, hashes } = makeRecoveryCodes();
  const confirmation = { account: account.id, secret, step, recoveryCodes: hashes };
  if (!(await ctx.store.secondFactors.confirmTotp(confirmation))) throw nothingToConfirm();
  ctx.log.info({ user: account.id }, "authenticator app set up");
  return answer({ recovery_codes: codes });
};

function nothingToConfirm(): AuthError {
  return new AuthError(
    "forbidden",
    "No set-up of an authenticator app was begun: POST /auth/totp/enrol first.",
  );
}
