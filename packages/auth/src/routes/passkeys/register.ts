import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { checkRegistration, offerRegistration } from "../../passkeys/registration.ts";
import { ATTESTATION } from "../../passkeys/responses.ts";
import { confirmOwner } from "../confirm-owner.ts";
import { checkLabel, text } from "../fields.ts";
import { passkeyAnswer } from "./answer.ts";

/** Passkeys of one account, at most. */
const PASSKEYS_MAX = 20;

const OFFER_BODY = z.object({ password: text.optional() });
const BODY = z.object({ ticket: text, name: text, response: ATTESTATION });

/** POST /auth/passkeys/register-options: what navigator.credentials.create() takes, and a ticket for what it gives. */
export const offerPasskey: Route = async (ctx, { request, address, origin }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { password } = await readJson(request, OFFER_BODY);
  await confirmOwner(ctx, account, { password, field: "password", address });
  return answer(await offerRegistration(ctx, account, origin));
};

/** POST /auth/passkeys/register: keeps the passkey that the browser made, under a name. */
export const registerPasskey: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { ticket, name, response } = await readJson(request, BODY);
  checkLabel("name", name);
  const passkey = await checkRegistration(ctx, account, { ticket, response, name });
  const result = await ctx.store.passkeys.add(passkey, PASSKEYS_MAX);
  if (result === "full") {
    throw new AuthError("forbidden", `An account has ${PASSKEYS_MAX} passkeys at most: remove one first.`, {
      limit: PASSKEYS_MAX,
    });
  }
  if (result === "known") {
    throw new AuthError("invalid", "response: this passkey is registered already.", { field: "response" });
  }
  ctx.log.info({ user: account.id }, "passkey registered");
  return answer({ passkey: passkeyAnswer(passkey) }, 201);
};
