import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { confirmOwner } from "../confirm-owner.ts";
import { text } from "../fields.ts";
import { keepWayIn } from "../keep-way-in.ts";
import { takeExchange } from "./take-exchange.ts";

const LINK_BODY = z.object({ code: text, verifier: text, password: text.optional() });
const UNLINK_BODY = z.object({ issuer: text, subject: text });

/** POST /auth/sso/link: trades the code for a link of the caller's account, which can be logged in to that way then. */
export const linkSso: Route = async (ctx, { request, address }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { code, verifier, password } = await readJson(request, LINK_BODY);
  await confirmOwner(ctx, account, { password, field: "password", address });
  const { identity } = await takeExchange(ctx, code, verifier);
  if (!(await ctx.store.identities.link(account.id, identity, ctx.now()))) {
    const owner = await ctx.store.identities.account(identity);
    if (owner !== account.id) throw new AuthError("forbidden", "This login belongs to another account here.");
  }
  ctx.log.info({ user: account.id, issuer: identity.issuer }, "single sign-on linked");
  return answer({ identity });
};

/** POST /auth/sso/unlink: ends a link, if the account can be logged in to without it. */
export const unlinkSso: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const identity = await readJson(request, UNLINK_BODY);
  await keepWayIn(ctx, account, { without: identity });
  if (!(await ctx.store.identities.unlink(account.id, identity))) {
    throw new AuthError("not_found", "The account has no such link.", { field: "subject" });
  }
  ctx.log.info({ user: account.id, issuer: identity.issuer }, "single sign-on unlinked");
  return answer({});
};
