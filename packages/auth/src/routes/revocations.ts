import { createHash, timingSafeEqual } from "node:crypto";

import { AuthError } from "../errors.ts";
import { bearerToken } from "../http/bearer.ts";
import { answer, type Route } from "../http/route.ts";

/** Entries of one answer, at most. */
const PAGE = 1000;

/**
 * GET /auth/revocations?after=N: the feed by which gateways close live sockets, ids after N, oldest first. `last`
 * is the id to go on from; `more` says whether to ask again at once.
 */
export const revocations: Route = async (ctx, { request }) => {
  const { internalKey } = ctx.config;
  if (internalKey === undefined || !sameSecret(bearerToken(request), internalKey)) {
    throw new AuthError(
      "forbidden",
      "This is for gateways: it needs the internal key that the service was given.",
    );
  }
  const given = new URL(request.url).searchParams.get("after") ?? "0";
  const after = /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
  if (!Number.isSafeInteger(after)) {
    throw new AuthError("invalid", "after: must be the id of a revocation, or 0.", { field: "after" });
  }
  const page = await ctx.store.revocations(after, PAGE);
  return answer({ revocations: page, last: page.at(-1)?.id ?? after, more: page.length === PAGE });
};

/** Compares in a time that says nothing about where they differ. */
function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
