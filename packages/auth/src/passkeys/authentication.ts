import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import type * as z from "zod";

import type { Account } from "../accounts/account-store.ts";
import type { Passkey } from "../accounts/passkey-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { type Challenge, relyingParty } from "./relying-party.ts";
import type { ASSERTION } from "./responses.ts";
import { webauthn } from "./webauthn.ts";

/** What the browser needs to use one of these passkeys, or any that it has, and the ticket to hand in its answer. */
export async function offerAuthentication(ctx: AuthContext, origin: string, known: readonly Passkey[] = []) {
  const site = relyingParty(origin);
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    userVerification: "required",
    allowCredentials: known.map(({ id, transports }) => ({ id, transports })),
  });
  const data: Challenge = { ...site, challenge: options.challenge };
  const ticket = await ctx.tickets.issue("passkey-login", { account: undefined, data }, ctx.now());
  return { options, ticket };
}

/**
 * The account whose passkey answered the challenge of the ticket, which is used up. Throws token_invalid for the
 * ticket, wrong_credentials for the response.
 */
export async function usePasskey(
  ctx: AuthContext,
  { ticket, response }: { ticket: string; response: z.infer<typeof ASSERTION> },
): Promise<Account> {
  const { data } = await ctx.tickets.take<Challenge>("passkey-login", ticket, ctx.now());
  const passkey = await ctx.store.passkeys.find(response.id);
  const account = passkey && (await ctx.store.account(passkey.account));
  if (!account || passkey.rpId !== data.rpId) throw refused();
  const counter = await verify(ctx, response as AuthenticationResponseJSON, data, passkey);
  if (await ctx.store.passkeys.used(passkey.id, counter, ctx.now())) return account;
  ctx.log.warn({ user: account.id }, "a passkey's counter did not grow: somebody may have a copy of it");
  throw refused();
}

/** The counter after this signature. */
async function verify(
  ctx: AuthContext,
  response: AuthenticationResponseJSON,
  site: Challenge,
  { id, publicKey, counter }: Passkey,
): Promise<number> {
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: site.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      credential: { id, publicKey: Uint8Array.from(publicKey), counter },
    });
    if (verified) return authenticationInfo.newCounter;
  } catch (error) {
    // The library throws for whatever is wrong with a response.
    ctx.log.debug({ err: error }, "passkey not accepted");
  }
  throw refused();
}

function refused(): AuthError {
  return new AuthError("wrong_credentials", "The passkey was not accepted.", { field: "response" });
}
