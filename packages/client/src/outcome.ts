import { CLOSE_CODES } from "@hubbub/protocol";

import type { ConnectionEnd } from "./connection.ts";
import {
  AccountsRefused,
  AccountsUnreachable,
  ConnectionRefused,
  HubbubError,
  RefusedError,
  type SessionEnd,
  SessionEnded,
} from "./errors.ts";

/** What follows from a connection that ended, or that did not come about. */
export type Outcome =
  | { next: "retry"; reason: HubbubError; leastMs: number }
  /** Retry, with another token. */
  | { next: "new-token"; reason: HubbubError; leastMs: number }
  | { next: "stop"; reason: HubbubError };

const SESSION_ENDS: ReadonlyMap<number, SessionEnd> = new Map([
  [CLOSE_CODES.session_revoked.code, "revoked"],
  [CLOSE_CODES.password_changed.code, "password"],
  [CLOSE_CODES.account_disabled.code, "disabled"],
]);

/** After a connection ended: its close code decides. */
export function afterEnd({ error, reconnect, retryAfterMs }: ConnectionEnd): Outcome {
  if (reconnect === "no") return { next: "stop", reason: refusal(error.code, error.message) };
  return { next: reconnect === "yes" ? "retry" : "new-token", reason: error, leastMs: retryAfterMs };
}

/** After a token could not be had, or Authenticate failed other than by the end of the connection. */
export function afterFailure(error: unknown): Outcome {
  if (error instanceof RefusedError && error.retry === "new-token") {
    return { next: "new-token", reason: error, leastMs: error.retryAfterMs };
  }
  if (!(error instanceof HubbubError)) {
    // It comes from what the caller gave: a token function, a session store.
    const said = error instanceof Error ? error.message : String(error);
    const reason = new AccountsUnreachable(`No token could be had: ${said}`, { cause: error });
    return { next: "retry", reason, leastMs: 0 };
  }
  if (!error.retryable) return { next: "stop", reason: error };
  const timed = error instanceof RefusedError || error instanceof AccountsRefused;
  return { next: "retry", reason: error, leastMs: timed ? error.retryAfterMs : 0 };
}

function refusal(code: number, message: string): HubbubError {
  const why = SESSION_ENDS.get(code);
  if (why !== undefined) return new SessionEnded(`The session has ended. ${message}`, { why });
  return new ConnectionRefused(code, message);
}
