import { setTimeout as delay } from "node:timers/promises";

import { AccountsRefused, AccountsUnreachable } from "@hubbub/client";

/** Wait after an answer that doesn't say how long, in milliseconds. */
const WAIT_MS = 1000;
/** A service that doesn't answer so many times in a row has gone. */
const SILENCES_MAX = 3;

/**
 * Asks the accounts service until it has time for it: answers that say to come again later (429 and 5xx, with
 * Retry-After) are followed. Rejects with what else it answered, or when the signal is aborted.
 */
export async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let silences = 0;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AccountsRefused || error instanceof AccountsUnreachable)) throw error;
      silences = error instanceof AccountsUnreachable ? silences + 1 : 0;
      if (!error.retryable || silences === SILENCES_MAX) throw error;
      const retryAfterMs = error instanceof AccountsRefused ? error.retryAfterMs : 0;
      await delay(retryAfterMs || WAIT_MS, undefined, { signal });
    }
  }
}
