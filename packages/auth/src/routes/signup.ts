import { timingSafeEqual } from "node:crypto";

import * as z from "zod";

import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { hashCode } from "../one-time-code.ts";
import { checkName, checkNewPassword, nameTaken, text } from "./fields.ts";
import { startSession } from "./start-session.ts";

const BODY = z.object({
  name: text,
  password: text,
  setup_code: text.optional(),
  invitation: text.optional(),
});

/** The codes of a sign-up, as they are kept. */
interface Codes {
  setupCode: Uint8Array | undefined;
  invitation: Uint8Array | undefined;
}

/** POST /auth/signup: makes an account, the administrator's with the setup code, and logs it in. */
export const signup: Route = async (ctx, { request, address, device }) => {
  const { name, password, setup_code, invitation } = await readJson(request, BODY);
  checkName("name", name);
  checkNewPassword("password", password);
  ctx.limits.take("signupsPerAddress", address, ctx.now());
  const codes = { setupCode: hashed(setup_code), invitation: hashed(invitation) };
  // All are decided in the end by the transaction; asked here, they cost no hash.
  await checkCodes(ctx, codes);
  if (await ctx.store.accountByName(name)) throw nameTaken();

  const passwordHash = await ctx.passwords.hash(password);
  const result = await ctx.store.createAccount({ name, passwordHash, admin: false, ...codes, at: ctx.now() });
  switch (result.outcome) {
    case "created":
      break;
    case "name-taken":
      throw nameTaken();
    case "wrong-invitation":
      throw wrongInvitation();
    default:
      throw wrongSetupCode();
  }
  const { account } = result;
  ctx.log.info({ user: account.id, admin: account.admin, guest: account.guest }, "account created");
  return answer(await startSession(ctx, account, device), 201);
};

async function checkCodes(ctx: AuthContext, { setupCode, invitation }: Codes): Promise<void> {
  if (setupCode) {
    const code = await ctx.store.setupCode();
    if (!code || !timingSafeEqual(code, setupCode)) throw wrongSetupCode();
  }
  if (invitation && !(await ctx.store.invitations.find(invitation, ctx.now()))) throw wrongInvitation();
  const { signup: mode } = ctx.config;
  if (mode === "open" || setupCode || (mode === "invite" && invitation)) return;
  throw mode === "invite"
    ? new AuthError("forbidden", "Sign-up needs an invitation: ask an administrator for its code.", {
        field: "invitation",
      })
    : new AuthError("forbidden", "Nobody can sign up here: ask an administrator for an account.");
}

function hashed(code: string | undefined): Uint8Array | undefined {
  return code === undefined ? undefined : hashCode(code);
}

function wrongSetupCode(): AuthError {
  return new AuthError(
    "forbidden",
    "The setup code is wrong, was used, or was replaced at a later start of the service.",
    { field: "setup_code" },
  );
}

function wrongInvitation(): AuthError {
  return new AuthError("forbidden", "The invitation is wrong, was used up, was revoked, or has expired.", {
    field: "invitation",
  });
}
