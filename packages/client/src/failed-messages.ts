import { type Observable, Source } from "./observable.ts";
import type { OutboxEntry } from "./outbox-store.ts";

export interface FailedMessage {
  entry: OutboxEntry;
  error: unknown;
}

/** Messages kept; past it the oldest goes. */
const KEPT = 100;

/** Own messages that were refused for good, until they are sent again or given up. They don't survive a reload. */
export class FailedMessages {
  readonly #failed = new Map<string, FailedMessage>();
  readonly #state = new Source<readonly FailedMessage[]>(() => [...this.#failed.values()]);

  get state(): Observable<readonly FailedMessage[]> {
    return this.#state;
  }

  add(failed: FailedMessage): void {
    this.#failed.set(failed.entry.clientId, failed);
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > KEPT && oldest !== undefined) this.#failed.delete(oldest);
    this.#state.changed();
  }

  /** Takes it out; undefined if it isn't there (any more). */
  take(clientId: string): FailedMessage | undefined {
    const failed = this.#failed.get(clientId);
    this.#failed.delete(clientId);
    if (failed !== undefined) this.#state.changed();
    return failed;
  }
}
