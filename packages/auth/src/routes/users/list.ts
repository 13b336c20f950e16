import { authenticateAdmin } from "../../http/bearer.ts";
import { readPage } from "../../http/page.ts";
import { answer, type Route } from "../../http/route.ts";
import { accountAnswer } from "./answer.ts";

/** GET /auth/users?after=&limit=: all accounts by id, for administrators. */
export const listUsers: Route = async (ctx, { request }) => {
  await authenticateAdmin(ctx, request);
  const { after, limit } = readPage(request);
  const page = await ctx.store.accounts(after, limit);
  return answer({ users: page.map(accountAnswer), more: page.length === limit });
};
