import { authenticatePerson } from "../http/bearer.ts";
import { answer, type Route } from "../http/route.ts";
import { passkeyAnswer } from "./passkeys/answer.ts";

/** GET /auth/security: how the caller's account can be logged in to, and its address. */
export const security: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { id, passwordHash, email = null, emailVerified } = account;
  const { secondFactors, passkeys, identities } = ctx.store;
  const totp = await secondFactors.totp(id);
  return answer({
    password: passwordHash !== undefined,
    totp: totp?.on === true,
    recovery_codes_left: await secondFactors.recoveryCodesLeft(id),
    passkeys: (await passkeys.list(id)).map(passkeyAnswer),
    identities: await identities.list(id),
    email,
    email_verified: emailVerified,
  });
};
