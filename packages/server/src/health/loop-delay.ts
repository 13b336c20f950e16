import { createHistogram, monitorEventLoopDelay, type RecordableHistogram } from "node:perf_hooks";

/** How often the event loop is looked at, in ms. */
const RESOLUTION_MS = 10;

/**
 * How late the event loop is, in ns. The runtime has one histogram of it for the whole process; whoever has an interval of
 * their own gets a histogram to which `collect` adds what was measured.
 */
export class LoopDelay {
  // It has all that `add` reads, though the types don't say so.
  readonly #measured = monitorEventLoopDelay({
    resolution: RESOLUTION_MS,
  }) as unknown as RecordableHistogram & {
    enable(): boolean;
  };
  readonly #collectors: RecordableHistogram[] = [];

  constructor() {
    this.#measured.enable();
  }

  /** A histogram of an interval that ends when its owner resets it. */
  collector(): RecordableHistogram {
    const collector = createHistogram();
    this.#collectors.push(collector);
    return collector;
  }

  /** Adds what was measured since the last call to all collectors. */
  collect(): void {
    for (const collector of this.#collectors) collector.add(this.#measured);
    this.#measured.reset();
  }
}
