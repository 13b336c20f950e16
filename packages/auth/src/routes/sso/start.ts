import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { makeSsoChecks } from "../../sso/single-sign-on.ts";
import type { SsoStart } from "../../sso/tickets.ts";
import { text } from "../fields.ts";
import { singleSignOnOf } from "./single-sign-on-of.ts";

/** The base64url of a SHA-256. */
const challengeText = text.regex(/^[\w-]{43}$/, "must be the base64url of a SHA-256");
const BODY = z.object({ challenge: challengeText, return_to: text.optional() });

/**
 * POST /auth/sso/start: the address of the issuer to send the user to. They come back to /auth/sso/callback, and from there
 * to `return_to` with `?sso_code=…` (or `?sso_error=…`), or to a page that shows the code. Who sends the verifier of
 * `challenge` trades the code in at /auth/sso/exchange.
 */
export const startSso: Route = async (ctx, { request, address, origin }) => {
  const sso = singleSignOnOf(ctx);
  const { challenge, return_to } = await readJson(request, BODY);
  if (return_to !== undefined) checkReturn(return_to, origin);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  const checks = makeSsoChecks();
  const data: SsoStart = { checks, challenge, returnTo: return_to };
  const state = await ctx.tickets.issue("sso-start", { account: undefined, data }, ctx.now());
  return answer({ url: await sso.begin(state, checks) });
};

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?$/;

/** A page of this server, or a program on the user's own machine (RFC 8252, section 7.3); nobody else gets the code. */
function checkReturn(url: string, origin: string): void {
  const own = URL.parse(url)?.origin ?? "";
  if (own === origin || LOOPBACK.test(own)) return;
  throw new AuthError("invalid", `return_to: must be an address at ${origin}, or of this machine.`, {
    field: "return_to",
  });
}
