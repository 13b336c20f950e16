import type { HubbubError } from "./errors.ts";

/** Where the client stands with its server. */
export type Status =
  /** Opening a socket and authenticating; `attempt` counts from 1 since the client was last online. */
  | { state: "connecting"; attempt: number }
  /** `since` and the other times are in milliseconds since 1970 UTC, by the clock of this machine. */
  | { state: "online"; since: number }
  /** Waiting until `retryAt` for the next attempt. */
  | { state: "offline"; reason: HubbubError; attempt: number; retryAt: number }
  /** Closed for good: by `close()`, or because of `reason`. */
  | { state: "closed"; reason: HubbubError | undefined };
