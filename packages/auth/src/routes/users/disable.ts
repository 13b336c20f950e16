import * as z from "zod";

import { authenticateAdmin } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { id } from "../fields.ts";
import { targetAccount } from "./target.ts";

const BODY = z.object({ id });

/** POST /auth/users/disable: ends the account's sessions and live sockets, and refuses its logins. For administrators. */
export const disableUser = setDisabled(true);
/** POST /auth/users/enable: allows the account's logins again. For administrators. */
export const enableUser = setDisabled(false);

function setDisabled(disabled: boolean): Route {
  return async (ctx, { request }) => {
    const { account: admin } = await authenticateAdmin(ctx, request);
    const account = await targetAccount(ctx, admin, (await readJson(request, BODY)).id);
    await ctx.store.setDisabled(account.id, disabled, ctx.now());
    ctx.log.info({ user: account.id, by: admin.id }, disabled ? "account disabled" : "account enabled");
    return answer({});
  };
}
