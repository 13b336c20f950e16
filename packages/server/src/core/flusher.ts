import type { Pacing } from "./pacing.ts";

/** Something that has bytes to write. */
export interface Writer {
  /** Writes what has gathered: at most one frame, one system call. Never throws. */
  write(): void;
}

export interface FlushMetrics {
  /** A flush took `ms`, wrote to `writers` connections, and is followed by a rest of `intervalMs`. */
  flushed(ms: number, writers: number, intervalMs: number): void;
}

/**
 * Writes every connection once a flush, however many frames it was given, at the times that Pacing allows.
 * `beforeFlush` hands over what the hub holds back until then.
 */
export class Flusher {
  #dirty: Writer[] = [];
  #scheduled = false;

  constructor(
    readonly pacing: Pacing,
    private readonly beforeFlush: () => void,
    private readonly metrics: FlushMetrics,
  ) {}

  /** `writer` has something to write; to be called once a flush for each. */
  add(writer: Writer): void {
    this.#dirty.push(writer);
    this.schedule();
  }

  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const wait = this.pacing.wait(performance.now());
    // Not in the same turn even when at rest: what arrived together leaves together.
    if (wait < 0.5) setImmediate(this.flush);
    else setTimeout(this.flush, wait);
  }

  /** Flushes now. */
  readonly flush = (): void => {
    // Counts as scheduled while it runs: what `beforeFlush` hands over is written now, and plans no further flush.
    this.#scheduled = true;
    const start = performance.now();
    this.beforeFlush();
    const writers = this.#dirty;
    this.#dirty = [];
    for (const writer of writers) writer.write();
    if (writers.length > 0) {
      const end = performance.now();
      this.pacing.flushed(end, end - start);
      this.metrics.flushed(end - start, writers.length, this.pacing.interval);
    }
    this.#scheduled = false;
    if (this.#dirty.length > 0) this.schedule();
  };
}
