import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { text } from "../fields.ts";

const BODY = z.object({ id: text });

/** POST /auth/sessions/revoke: ends one session of the account, and closes its live sockets. */
export const revokeSession: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { id } = await readJson(request, BODY);
  const owner = await ctx.store.sessionAccount(id, ctx.now());
  if (owner?.id !== account.id || !(await ctx.store.endSession(id, ctx.now()))) {
    throw new AuthError("not_found", "The account has no such session.", { field: "id" });
  }
  return answer({});
};

/** POST /auth/sessions/revoke-others: ends all sessions of the account but the caller's. */
export const revokeOtherSessions: Route = async (ctx, { request }) => {
  const { account, sid } = await authenticatePerson(ctx, request);
  await ctx.store.endOtherSessions(account.id, sid, ctx.now());
  return answer({});
};
