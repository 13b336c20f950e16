import * as z from "zod";

import { AuthError } from "../errors.ts";
import { authenticatePerson } from "../http/bearer.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { confirmOwner } from "./confirm-owner.ts";
import { checkNewPassword, text } from "./fields.ts";

const BODY = z.object({ current_password: text.optional(), new_password: text });

/** POST /auth/password: sets another password, or a first one, and ends the account's other sessions. */
export const password: Route = async (ctx, { request, address }) => {
  const { account, sid } = await authenticatePerson(ctx, request);
  const { current_password, new_password } = await readJson(request, BODY);
  checkNewPassword("new_password", new_password);
  await confirmOwner(ctx, account, { password: current_password, field: "current_password", address });

  const passwordHash = await ctx.passwords.hash(new_password);
  const { id, passwordVersion: version } = account;
  const changed = await ctx.store.changePassword({ id, passwordHash, version, keep: sid, at: ctx.now() });
  // Another change came first, so the current password that was given isn't it any more.
  if (!changed) {
    const field = "current_password";
    throw new AuthError("wrong_credentials", "The password was just changed.", { field });
  }
  ctx.log.info({ user: id }, "password changed");
  return answer({});
};
