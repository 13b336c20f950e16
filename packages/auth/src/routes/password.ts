import * as z from "zod";

import { nameKey } from "../accounts/name-key.ts";
import { AuthError } from "../errors.ts";
import { authenticate } from "../http/bearer.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { checkPassword } from "./check-password.ts";
import { checkNewPassword, text } from "./fields.ts";

const BODY = z.object({ current_password: text, new_password: text });

/** POST /auth/password: sets another password and ends the account's other sessions. */
export const password: Route = async (ctx, { request, address }) => {
  const { account, sid } = await authenticate(ctx, request);
  const { current_password, new_password } = await readJson(request, BODY);
  checkNewPassword("new_password", new_password);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  ctx.limits.take("checksPerName", nameKey(account.name), ctx.now());
  if (!(await checkPassword(ctx, account, current_password))) throw wrongPassword();

  const passwordHash = await ctx.passwords.hash(new_password);
  const { id, passwordVersion: version } = account;
  const changed = await ctx.store.changePassword({ id, passwordHash, version, keep: sid, at: ctx.now() });
  // Another change came first, so the current password that was given isn't it any more.
  if (!changed) throw wrongPassword();
  ctx.log.info({ user: id }, "password changed");
  return answer({});
};

function wrongPassword(): AuthError {
  return new AuthError("wrong_credentials", "The current password is wrong.", { field: "current_password" });
}
