import type { ErrorName } from "@hubbub/protocol";

/**
 * Error names of the HTTP API with their status: the names of the protocol's table that can occur here, with
 * the retry policy stated there, and those of this API alone, which are never worth a retry.
 */
export const AUTH_ERRORS = {
  /** The body, or a field of it, is not as documented. */
  invalid: 400,
  /** The name and password do not belong together; the same for a name that does not exist. */
  wrong_credentials: 401,
  /** The password was right. The answer has a `ticket`, and in `methods` what it needs besides. */
  second_factor_required: 401,
  /** The access token is missing. */
  unauthenticated: 401,
  /** The token is forged, spent, or its session has ended: log in. */
  token_invalid: 401,
  /** The access token has ended (refresh), or the refresh token was not used for too long (log in). */
  token_expired: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  name_taken: 409,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Partial<Record<ErrorName | OwnErrorName, number>>;

type OwnErrorName = "wrong_credentials" | "second_factor_required" | "method_not_allowed";

export type AuthErrorName = keyof typeof AUTH_ERRORS;

export interface ErrorDetails {
  /** The field of the body at fault. */
  field?: string;
  /** The limit that was passed. */
  limit?: number;
  /** Try again after this long. */
  retryAfterMs?: number;
  /** What the error says besides, in its own words; see the route. */
  more?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** For the log. */
  cause?: unknown;
}

/** A request that is refused, and answered with this. The message is for people. */
export class AuthError extends Error {
  override name = "AuthError";
  readonly code: AuthErrorName;
  readonly details: ErrorDetails;

  constructor(code: AuthErrorName, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  /** The body of the answer; fields without a value are left out. */
  toJSON() {
    const { field, limit, retryAfterMs, more } = this.details;
    const { code, message } = this;
    return { error: { code, message, field, limit, retry_after_ms: retryAfterMs, ...more } };
  }

  /** The HTTP status. */
  get status(): number {
    return AUTH_ERRORS[this.code];
  }

  toResponse(): Response {
    const { status } = this;
    const headers = new Headers({ "Cache-Control": "no-store", ...this.details.headers });
    // RFC 9110, section 15.5.2: every 401 has a challenge.
    if (status === 401) headers.set("WWW-Authenticate", "Bearer");
    const { retryAfterMs } = this.details;
    if (retryAfterMs !== undefined) headers.set("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
    return Response.json(this, { status, headers });
  }
}
