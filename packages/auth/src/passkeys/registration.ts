import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import type * as z from "zod";

import type { Account } from "../accounts/account-store.ts";
import type { Passkey } from "../accounts/passkey-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { type Challenge, relyingParty } from "./relying-party.ts";
import type { ATTESTATION } from "./responses.ts";
import { webauthn } from "./webauthn.ts";

/** What the browser needs to make a passkey, and the ticket to hand in what it made. */
export async function offerRegistration(ctx: AuthContext, account: Account, origin: string) {
  const site = relyingParty(origin);
  const known = await ctx.store.passkeys.list(account.id);
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: "Hubbub",
    rpID: site.rpId,
    userName: account.name,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(String(account.id)),
    attestationType: "none",
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const data: Challenge = { ...site, challenge: options.challenge };
  const ticket = await ctx.tickets.issue("passkey-registration", { account: account.id, data }, ctx.now());
  return { options, ticket };
}

/** The passkey that the browser made; throws token_invalid for the ticket, invalid for the response. */
export async function checkRegistration(
  ctx: AuthContext,
  account: Account,
  { ticket, response, name }: { ticket: string; response: z.infer<typeof ATTESTATION>; name: string },
): Promise<Passkey> {
  const { account: id, data } = await ctx.tickets.take<Challenge>("passkey-registration", ticket, ctx.now());
  if (id !== account.id) throw refused();
  const { credential } = await verify(ctx, response as RegistrationResponseJSON, data);
  return {
    id: credential.id,
    account: account.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: response.response.transports,
    rpId: data.rpId,
    name,
    createdAt: ctx.now(),
    usedAt: undefined,
  };
}

async function verify(ctx: AuthContext, response: RegistrationResponseJSON, site: Challenge) {
  const { verifyRegistrationResponse } = await webauthn();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: site.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
    });
    if (verified) return registrationInfo;
  } catch (error) {
    // The library throws for whatever is wrong with a response.
    ctx.log.debug({ err: error }, "passkey not registered");
  }
  throw refused();
}

function refused(): AuthError {
  return new AuthError("invalid", "response: is not the answer to this challenge.", { field: "response" });
}
