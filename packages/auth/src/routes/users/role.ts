import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticateAdmin } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { id } from "../fields.ts";
import { targetAccount } from "./target.ts";

const ROLES = ["admin", "member", "guest"] as const;
const BODY = z.object({ id, role: z.enum(ROLES, { error: `must be of ${ROLES.join(", ")}` }) });

/** POST /auth/users/role: makes an account an administrator's, a member's or a guest's, at once. For administrators. */
export const setUserRole: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const { id: user, role } = await readJson(request, BODY);
  const account = await targetAccount(ctx, admin, user);
  if (!(await ctx.store.setRole(account.id, role, ctx.now()))) {
    throw new AuthError("forbidden", "Bots have scopes, and no role.", { field: "id" });
  }
  ctx.log.info({ user: account.id, by: admin.id, role }, "role changed");
  return answer({});
};
