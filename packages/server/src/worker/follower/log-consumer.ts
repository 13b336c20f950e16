import type { Event } from "@hubbub/protocol";

/** Events of one channel, in the order of their seqs, none left out. */
export interface EventBatch {
  channel: number;
  events: readonly Event[];
}

/** What reads along with all channels' logs. */
export interface LogConsumer {
  /** Its cursors are kept under this name. */
  readonly name: string;
  /** Where it begins in channels that exist when it runs for the first time: at their first event, or after their last. */
  readonly begin: "first" | "head";
  /**
   * Takes the next events of a channel. What it writes to worker.sqlite is in one transaction with its new cursor, so
   * each event counts once, however the process ends; what has to happen elsewhere becomes a job in the same
   * transaction. If it throws, nothing of it is kept and the events come again, one by one; one that fails three times
   * is passed over.
   */
  consume(batch: EventBatch): void;
  /**
   * The channel's log was reset (restored from a backup): what is known of it is void. To a consumer that begins at
   * the first event, all come again.
   */
  reset(channel: number): void;
}
