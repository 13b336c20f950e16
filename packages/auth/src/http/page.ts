import { AuthError } from "../errors.ts";

/** Items of one page: the default and the most. */
const PAGE_DEFAULT = 100;
const PAGE_MAX = 500;

/** What part of a list is asked for: `?after=ID&limit=N`, both optional. Throws invalid. */
export function readPage(request: Request): { after: number; limit: number } {
  const after = wholeParameter(request, "after", 0);
  const limit = wholeParameter(request, "limit", PAGE_DEFAULT);
  if (limit < 1 || limit > PAGE_MAX) {
    throw new AuthError("invalid", `limit: must be from 1 to ${PAGE_MAX}.`, {
      field: "limit",
      limit: PAGE_MAX,
    });
  }
  return { after, limit };
}

/** A whole number of the query. Throws invalid. */
export function wholeParameter(request: Request, field: string, standard: number): number {
  const given = new URL(request.url).searchParams.get(field) ?? String(standard);
  const value = /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new AuthError("invalid", `${field}: must be a whole number.`, { field });
}
