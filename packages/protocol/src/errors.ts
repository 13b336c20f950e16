/** What a client does about an error reply. */
export type Retry =
  /** The same command will fail again: change it. */
  | "never"
  /** The same command may succeed after `retry_after_ms`. */
  | "later"
  /** Fetch a new access token, authenticate, then try again. */
  | "new-token";

/** Error replies: number, name, retry policy. Numbers are never given a second meaning. */
export const ERRORS = {
  invalid: { code: 100, retry: "never" },
  too_large: { code: 101, retry: "never" },
  quota_exceeded: { code: 103, retry: "never" },
  unknown_command: { code: 102, retry: "never" },
  unauthenticated: { code: 110, retry: "new-token" },
  token_invalid: { code: 111, retry: "new-token" },
  token_expired: { code: 112, retry: "new-token" },
  wrong_user: { code: 113, retry: "never" },
  forbidden: { code: 120, retry: "never" },
  not_member: { code: 121, retry: "never" },
  archived: { code: 122, retry: "never" },
  muted: { code: 123, retry: "never" },
  banned: { code: 124, retry: "never" },
  not_found: { code: 130, retry: "never" },
  name_taken: { code: 140, retry: "never" },
  client_id_reused: { code: 141, retry: "never" },
  rate_limited: { code: 150, retry: "later" },
  unavailable: { code: 160, retry: "later" },
  internal: { code: 161, retry: "later" },
} as const satisfies Record<string, { code: number; retry: Retry }>;

export type ErrorName = keyof typeof ERRORS;

/** What a client does when the socket was closed with a code. */
export type Reconnect =
  /** Reconnect, with backoff; 4000 to 4099, and every code that is not in the table but 1002, 1003, 1007, 1009. */
  | "yes"
  /** Reconnect with a new access token; 4100 to 4199. */
  | "new-token"
  /** Do not: it would be refused again; 4400 to 4499. */
  | "no";

/** Close codes (RFC 6455, section 7.4.2, private use): number, whether to reconnect. */
export const CLOSE_CODES = {
  going_away: { code: 4000, reconnect: "yes" },
  heartbeat_timeout: { code: 4001, reconnect: "yes" },
  authenticate_timeout: { code: 4002, reconnect: "yes" },
  overloaded: { code: 4003, reconnect: "yes" },
  internal: { code: 4004, reconnect: "yes" },
  token_expired: { code: 4100, reconnect: "new-token" },
  token_invalid: { code: 4101, reconnect: "new-token" },
  bad_frame: { code: 4400, reconnect: "no" },
  authenticate_first: { code: 4401, reconnect: "no" },
  session_revoked: { code: 4402, reconnect: "no" },
  account_disabled: { code: 4403, reconnect: "no" },
  password_changed: { code: 4404, reconnect: "no" },
  flooding: { code: 4429, reconnect: "no" },
} as const satisfies Record<string, { code: number; reconnect: Reconnect }>;

export type CloseName = keyof typeof CLOSE_CODES;

/** What RFC 6455 codes that servers and proxies send of themselves mean for a client. */
const NO_RECONNECT = new Set([1002, 1003, 1007, 1009]);

/** Whether to reconnect after a socket closed with `code`, decided by its range alone. */
export function reconnectAfter(code: number): Reconnect {
  if (code >= 4400 && code <= 4499) return "no";
  if (code >= 4100 && code <= 4199) return "new-token";
  return NO_RECONNECT.has(code) ? "no" : "yes";
}
