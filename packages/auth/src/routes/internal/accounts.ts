import { checkInternalKey } from "../../http/internal-key.ts";
import { readPage } from "../../http/page.ts";
import { answer, type Route } from "../../http/route.ts";
import { accountAnswer } from "../users/answer.ts";

/** GET /auth/internal/accounts?after=&limit=: all accounts by id, for the server's other processes. */
export const internalAccounts: Route = async (ctx, { request }) => {
  checkInternalKey(ctx, request);
  const { after, limit } = readPage(request);
  const page = await ctx.store.accounts(after, limit);
  return answer({ accounts: page.map(accountAnswer), more: page.length === limit });
};
