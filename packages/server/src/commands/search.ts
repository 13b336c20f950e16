import { LIMITS, type Search, SearchOrder } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { type Filter, parseQuery } from "../search/parse-query.ts";
import type { SearchRequest, SearchResult } from "../search/search-request.ts";
import { encodedAnswer } from "./message-page.ts";

const FIELD = { field: "search.query" };
/** The searcher, as `from:` names them. */
const ME = "me";

/** Messages that fit a query, of channels that the user may read: the worker finds them, the store says how they read now. */
export async function search(
  gateway: GatewayContext,
  { user }: Caller,
  { query: text, order, cursor, limit }: Search,
): Promise<Answer> {
  checkBounds(text, limit);
  const { identity } = user;
  const { from, in: channels, ...query } = parseQuery(text, Date.now());
  const scope = await gateway.store.read("searchScope", {
    user: user.id,
    guest: identity.guest,
    users: from.map(({ value }) => (value === ME ? identity.name : value)),
    channels: channels.map(({ value }) => value),
  });
  const request: SearchRequest = {
    query: {
      ...query,
      from: withIds(from, scope.users, (name) => `There is no user ${name}.`),
      in: withIds(channels, scope.channels, (name) => `There is no channel ${name} that you can see.`),
    },
    channels: scope.readable,
    order: order === SearchOrder.TIME ? "time" : "relevance",
    limit: limit || LIMITS.searchDefault,
    cursor,
  };
  const { hits, ...page } = (await gateway.worker.ask("/search", request)) as SearchResult;
  const who = { user: user.id, guest: identity.guest };
  return encodedAnswer(await gateway.store.read("foundMessages", { ...who, hits, ...page }));
}

function checkBounds(query: string, limit: number): void {
  const { queryLength, searchMax } = LIMITS;
  if (query.length === 0 || query.length > queryLength) {
    const message = `A query has 1 to ${queryLength} characters.`;
    throw new Refusal(query.length === 0 ? "invalid" : "too_large", message, {
      ...FIELD,
      limit: queryLength,
    });
  }
  if (limit <= searchMax) return;
  const details = { field: "search.limit", limit: searchMax };
  throw new Refusal("too_large", `A page has ${searchMax} messages at most.`, details);
}

/** The filters with what their names mean. Refuses a name that means nothing. */
function withIds(
  filters: readonly Filter<string>[],
  ids: readonly (number | undefined)[],
  fault: (name: string) => string,
): Filter<number>[] {
  return filters.map(({ value, excluded }, at) => {
    const id = ids[at];
    if (id === undefined) throw new Refusal("not_found", fault(value), FIELD);
    return { value: id, excluded };
  });
}
