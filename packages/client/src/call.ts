import type { Backoff } from "./backoff.ts";
import type { Answer, CommandCase, CommandValue } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { ClientClosed, ConnectionLost, RefusedError, RequestTimeout } from "./errors.ts";
import { wait } from "./wait.ts";

/** What a call needs of the tie to the server. */
export interface Line {
  readonly requestTimeoutMs: number;
  /** Delays between the tries of one call. */
  backoff(): Backoff;
  /** Aborted when the client closes. */
  readonly closing: AbortSignal;
  /** The reason for which the client is closed, once it is. */
  closedError(): ClientClosed;
  /** An authenticated connection; undefined if there was none until `deadline` (ms since 1970). ClientClosed. */
  online(deadline: number): Promise<Connection | undefined>;
}

export interface CallOptions {
  /** For the answer, over as many connections and tries as it takes; Infinity to wait until there is one. */
  timeoutMs: number;
  /** Whether the command may be sent again when its answer didn't come: it is lost, or too late. */
  resend: boolean;
}

/**
 * Carries out a command over as many connections as it takes. RefusedError once a retry won't help or the time
 * is over, RequestTimeout, ConnectionLost if it may not be sent again, ClientClosed, TooManyRequests.
 */
export async function call<C extends CommandCase>(
  line: Line,
  command: C,
  value: CommandValue<C>,
  { timeoutMs, resend }: CallOptions,
): Promise<Answer<C>> {
  const deadline = Date.now() + timeoutMs;
  const delays = line.backoff();
  for (;;) {
    const connection = await line.online(deadline);
    if (connection === undefined) throw new RequestTimeout(command, timeoutMs);
    try {
      return await connection.request(command, value, Math.min(deadline - Date.now(), line.requestTimeoutMs));
    } catch (error) {
      if (line.closing.aborted) throw line.closedError();
      const delay = delayBefore(error, connection, resend, delays);
      if (delay === undefined || Date.now() + delay >= deadline) throw error;
      await wait(delay, line.closing);
    }
  }
}

/** How long to wait before the same command is tried again, or undefined if it is not to be. */
function delayBefore(
  error: unknown,
  connection: Connection,
  resend: boolean,
  delays: Backoff,
): number | undefined {
  if (error instanceof ConnectionLost) return resend ? 0 : undefined;
  if (error instanceof RequestTimeout) return resend ? delays.next(0) : undefined;
  if (!(error instanceof RefusedError) || error.retry === "never") return undefined;
  // The next connection authenticates with another token.
  if (error.retry === "new-token") connection.drop(error.message, "new-token");
  return delays.nextAfter(error.retryAfterMs);
}
