import * as z from "zod";

import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { offerAuthentication, usePasskey } from "../../passkeys/authentication.ts";
import { ASSERTION } from "../../passkeys/responses.ts";
import { text } from "../fields.ts";
import { startSession } from "../start-session.ts";

const OFFER_BODY = z.object({ ticket: text.optional() });
const BODY = z.object({ ticket: text, response: ASSERTION });

/**
 * POST /auth/passkeys/login-options: what navigator.credentials.get() takes, and a ticket for what it gives. With the
 * ticket of a second step the passkeys are that account's, else any that the browser has for this site.
 */
export const offerPasskeyLogin: Route = async (ctx, { request, address, origin }) => {
  const { ticket } = await readJson(request, OFFER_BODY);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  if (ticket === undefined) return answer(await offerAuthentication(ctx, origin));
  const { account = 0 } = await ctx.tickets.look("second-factor", ticket, ctx.now());
  return answer(await offerAuthentication(ctx, origin, await ctx.store.passkeys.list(account)));
};

/** POST /auth/passkeys/login: a passkey is a whole login, since its authenticator made sure of its user. */
export const passkeyLogin: Route = async (ctx, { request, address, device }) => {
  const passkey = await readJson(request, BODY);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  const account = await usePasskey(ctx, passkey);
  return answer(await startSession(ctx, account, device));
};
