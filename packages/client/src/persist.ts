import type { Backoff } from "./backoff.ts";
import { ConnectionLost, HubbubError, RefusedError } from "./errors.ts";
import { wait } from "./wait.ts";

export interface Persistence {
  backoff: () => Backoff;
  closing: AbortSignal;
}

/** Repeats a request on the same connection while it is refused for the moment or not answered. */
export async function persist<T>({ backoff, closing }: Persistence, request: () => Promise<T>): Promise<T> {
  const delays = backoff();
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (error instanceof ConnectionLost || !(error instanceof HubbubError) || !error.retryable) throw error;
      await wait(delays.nextAfter(error instanceof RefusedError ? error.retryAfterMs : 0), closing);
    }
  }
}
