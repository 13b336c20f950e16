import type { ErrorName } from "@hubbub/protocol";

import type { Refusal } from "./errors.ts";

/** HTTP status of refusals, where it is not 400. */
const STATUS: Partial<Record<ErrorName, number>> = {
  unauthenticated: 401,
  token_invalid: 401,
  token_expired: 401,
  forbidden: 403,
  not_member: 403,
  archived: 403,
  muted: 403,
  banned: 403,
  not_found: 404,
  unknown_command: 404,
  name_taken: 409,
  client_id_reused: 409,
  too_large: 413,
  quota_exceeded: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

export function refusalStatus({ reason }: Refusal): number {
  return STATUS[reason] ?? 400;
}

/** A refused HTTP request: the error of a refused command as JSON. */
export function refusalResponse(refusal: Refusal): Response {
  const status = refusalStatus(refusal);
  const headers = new Headers({ "Cache-Control": "no-store" });
  // RFC 9110, section 15.5.2: every 401 has a challenge.
  if (status === 401) headers.set("WWW-Authenticate", "Bearer");
  const { retryAfterMs = 0 } = refusal.details;
  if (retryAfterMs > 0) headers.set("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
  return Response.json({ error: refusal.toReply() }, { status, headers });
}
