import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { makeRecoveryCodes } from "../../second-factors/recovery-codes.ts";
import { confirmOwner } from "../confirm-owner.ts";
import { text } from "../fields.ts";

const BODY = z.object({ password: text.optional() });

/** POST /auth/totp/recovery-codes: new recovery codes in place of all earlier ones. */
export const newRecoveryCodes: Route = async (ctx, { request, address }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { password } = await readJson(request, BODY);
  await confirmOwner(ctx, account, { password, field: "password", address });
  const totp = await ctx.store.secondFactors.totp(account.id);
  if (!totp?.on) throw new AuthError("forbidden", "No authenticator app is set up.");
  const { codes, hashes } = makeRecoveryCodes();
  await ctx.store.secondFactors.setRecoveryCodes(account.id, hashes);
  return answer({ recovery_codes: codes });
};
