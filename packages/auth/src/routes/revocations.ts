import { checkInternalKey } from "../http/internal-key.ts";
import { readPage } from "../http/page.ts";
import { answer, type Route } from "../http/route.ts";

/** Entries of one answer, at most. */
const PAGE = 1000;

/**
 * GET /auth/revocations?after=N: the feed by which gateways close live sockets, ids after N, oldest first. `last`
 * is the id to go on from; `more` says whether to ask again at once.
 */
export const revocations: Route = async (ctx, { request }) => {
  checkInternalKey(ctx, request);
  const { after } = readPage(request);
  const page = await ctx.store.revocations(after, PAGE);
  return answer({ revocations: page, last: page.at(-1)?.id ?? after, more: page.length === PAGE });
};
