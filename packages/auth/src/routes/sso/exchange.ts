import * as z from "zod";

import type { Account } from "../../accounts/account-store.ts";
import type { AuthContext } from "../../context.ts";
import { AuthError } from "../../errors.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { freeName } from "../../sso/free-name.ts";
import type { SsoUser } from "../../sso/single-sign-on.ts";
import { text } from "../fields.ts";
import { startSession } from "../start-session.ts";
import { takeExchange } from "./take-exchange.ts";

const BODY = z.object({ code: text, verifier: text });
/** Others may take the name that was found free, so often at most. */
const NAME_TRIES = 5;

/** POST /auth/sso/exchange: trades the code of a way through the issuer for a session; the first time makes an account. */
export const exchangeSso: Route = async (ctx, { request, address, device }) => {
  const { code, verifier } = await readJson(request, BODY);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  const user = await takeExchange(ctx, code, verifier);
  const account = (await known(ctx, user)) ?? (await create(ctx, user, address));
  return answer(await startSession(ctx, account, device));
};

async function known(ctx: AuthContext, user: SsoUser): Promise<Account | undefined> {
  const id = (await ctx.store.identities.account(user.identity)) ?? (await claim(ctx, user));
  return id === undefined ? undefined : ctx.store.account(id);
}

/** Who was imported with the address that the issuer vouches for, and was never here, gets that account. */
async function claim(ctx: AuthContext, { identity, email }: SsoUser): Promise<number | undefined> {
  const id = email === undefined ? undefined : await ctx.store.imports.unclaimed(email);
  if (id === undefined || !(await ctx.store.identities.link(id, identity, ctx.now()))) return undefined;
  await ctx.store.emails.set(id, email, true);
  ctx.log.info({ user: id, issuer: identity.issuer }, "imported account claimed by single sign-on");
  return id;
}

async function create(ctx: AuthContext, user: SsoUser, address: string): Promise<Account> {
  if (!ctx.config.oidc?.signup) {
    throw new AuthError(
      "forbidden",
      "You have no account here yet: log in and link it, or ask an administrator.",
    );
  }
  ctx.limits.take("signupsPerAddress", address, ctx.now());
  const { identity, names, email } = user;
  for (let attempt = 1; attempt <= NAME_TRIES; attempt++) {
    const name = await freeName(ctx.store, names);
    const common = { passwordHash: undefined, admin: false, setupCode: undefined, at: ctx.now() };
    const result = await ctx.store.createAccount({ name, identity, email, ...common });
    if (result.outcome === "created") {
      ctx.log.info({ user: result.account.id, issuer: identity.issuer }, "account created by single sign-on");
      return result.account;
    }
    const account = await known(ctx, user);
    if (account) return account;
  }
  throw new AuthError("unavailable", "No free name was found. Try again.", { retryAfterMs: 1000 });
}
