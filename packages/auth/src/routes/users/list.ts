import { AuthError } from "../../errors.ts";
import { authenticateAdmin } from "../../http/bearer.ts";
import { readPage } from "../../http/page.ts";
import { answer, type Route } from "../../http/route.ts";
import { accountAnswer } from "./answer.ts";

/** Characters of what is searched for, at most: no name or address has more. */
const SEARCH_LENGTH = 254;

/** GET /auth/users?search=&after=&limit=: all accounts by id, or those with the text in name or address, for administrators. */
export const listUsers: Route = async (ctx, { request }) => {
  await authenticateAdmin(ctx, request);
  const { after, limit } = readPage(request);
  const search = readSearch(request);
  const page =
    search === ""
      ? await ctx.store.accounts(after, limit)
      : await ctx.store.findAccounts(search, after, limit);
  return answer({ users: page.map(accountAnswer), more: page.length === limit });
};

function readSearch(request: Request): string {
  const search = (new URL(request.url).searchParams.get("search") ?? "").trim();
  if (search.length <= SEARCH_LENGTH) return search;
  throw new AuthError("invalid", `search has more than ${SEARCH_LENGTH} characters.`, {
    field: "search",
    limit: SEARCH_LENGTH,
  });
}
