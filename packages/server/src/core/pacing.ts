/** The longest wait between two flushes, in ms: what pacing may add to a delivery's latency. */
export const MAX_INTERVAL_MS = 10;

/** How many times the cost of a flush is waited before the next one. */
const REST_FACTOR = 3;

/** Commits from the beginning of one flush to that of the next: more would cost fsyncs and gain deliveries little. */
const COMMITS_PER_FLUSH = 5;

/** How flushes are paced: adaptive, or each event for itself (for comparison only). */
export type FlushMode = "adaptive" | "immediate";

/**
 * When the next flush may begin. An event that comes when all is quiet leaves at once; after a flush that took
 * `cost` ms of CPU the loop is left alone for min(10 ms, 3 × cost). So flushing takes a quarter of the loop's
 * time at most until a flush costs 3.3 ms, and half of it when one costs 10 ms (docs/adr/0003-pacing.md).
 */
export class Pacing {
  /** Wait after the last flush, in ms. */
  interval = 0;
  /** From the beginning of the last flush to that of the next one, in ms. */
  #cycle = 0;
  #restUntil = 0;

  constructor(readonly mode: FlushMode) {}

  /** Ms from `now` until a flush may begin; 0: at once. Times are in ms on any monotonic clock. */
  wait(now: number): number {
    return Math.max(0, this.#restUntil - now);
  }

  /** Ms from the start of one commit to the start of the next, at least; 0 as long as flushes are cheap. */
  get commitSpacing(): number {
    return this.#cycle / COMMITS_PER_FLUSH;
  }

  /** Whether each event is flushed for itself. */
  get single(): boolean {
    return this.mode === "immediate";
  }

  /** Records a flush that ended at `now` and took `cost` ms of CPU. */
  flushed(now: number, cost: number): void {
    this.interval = this.mode === "adaptive" ? Math.min(MAX_INTERVAL_MS, REST_FACTOR * cost) : 0;
    this.#cycle = this.mode === "adaptive" ? cost + this.interval : 0;
    this.#restUntil = now + this.interval;
  }
}
