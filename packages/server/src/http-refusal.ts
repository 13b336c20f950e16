import type { ErrorName } from "@hubbub/protocol";

import type { Refusal } from "./errors.ts";

/** HTTP status of refusals, where it is not 400. */
const STATUS: Partial<Record<ErrorName, number>> = {
  unauthenticated: 401,
  token_invalid: 401,
  token_expired: 401,
  forbidden: 403,
  not_member: 403,
  not_found: 404,
  name_taken: 409,
  too_large: 413,
  quota_exceeded: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

export function refusalStatus({ reason }: Refusal): number {
  return STATUS[reason] ?? 400;
}

/** The body of a refused HTTP request, of the shape that the accounts service has too. */
export function refusalBody({ reason, message, details }: Refusal): object {
  const { field, limit, retryAfterMs } = details;
  return { error: { code: reason, message, field, limit, retry_after_ms: retryAfterMs } };
}

export function refusalResponse(refusal: Refusal): Response {
  const status = refusalStatus(refusal);
  const headers = new Headers({ "Cache-Control": "no-store" });
  // RFC 9110, section 15.5.2: every 401 has a challenge.
  if (status === 401) headers.set("WWW-Authenticate", "Bearer");
  const { retryAfterMs } = refusal.details;
  if (retryAfterMs !== undefined) headers.set("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
  return Response.json(refusalBody(refusal), { status, headers });
}
