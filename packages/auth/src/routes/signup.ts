import { timingSafeEqual } from "node:crypto";

import * as z from "zod";

import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { hashSetupCode } from "../setup-code.ts";
import { checkName, checkNewPassword, text } from "./fields.ts";

const BODY = z.object({ name: text, password: text, setup_code: text.optional() });

/** POST /auth/signup: makes an account, the administrator's with the setup code, and logs it in. */
export const signup: Route = async (ctx, { request, address }) => {
  const { name, password, setup_code } = await readJson(request, BODY);
  checkName("name", name);
  checkNewPassword("password", password);
  ctx.limits.take("signupsPerAddress", address, ctx.now());
  const setupCode = setup_code === undefined ? undefined : hashSetupCode(setup_code);
  // Both are decided in the end by the transaction; asked here, they cost no hash.
  if (setupCode) await checkSetupCode(ctx, setupCode);
  if (await ctx.store.accountByName(name)) throw nameTaken();

  const passwordHash = await ctx.passwords.hash(password);
  const at = ctx.now();
  const result = await ctx.store.createAccount({ name, passwordHash, admin: false, setupCode, at });
  if (result.outcome === "name-taken") throw nameTaken();
  if (result.outcome === "wrong-code") throw wrongCode();
  ctx.log.info({ user: result.account.id, admin: result.account.admin }, "account created");
  const session = await ctx.sessions.start(result.account, at);
  if (!session) throw new AuthError("forbidden", "The account was disabled.");
  return answer(session, 201);
};

async function checkSetupCode(ctx: AuthContext, given: Uint8Array): Promise<void> {
  const code = await ctx.store.setupCode();
  if (!code || !timingSafeEqual(code, given)) throw wrongCode();
}

function wrongCode(): AuthError {
  return new AuthError(
    "forbidden",
    "The setup code is wrong, was used, or was replaced at a later start of the service.",
    { field: "setup_code" },
  );
}

function nameTaken(): AuthError {
  return new AuthError("name_taken", "Somebody has this name. Choose another.", { field: "name" });
}
