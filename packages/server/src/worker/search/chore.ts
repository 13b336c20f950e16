import type { Log } from "../../log.ts";

/** Waiting after a failure (the disk is full), in ms. */
const FAILURE_MS = 5_000;

/** Work that is done soon, again and again while there is more of it, with room for other things between. */
export class Chore {
  readonly #log: Log;
  readonly #failure: string;
  readonly #work: () => boolean;
  readonly #againMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * `work` gives whether there is more, which is done after `againMs`; `failure` is what the log says when it throws.
   */
  constructor(log: Log, failure: string, againMs: number, work: () => boolean) {
    this.#log = log;
    this.#failure = failure;
    this.#againMs = againMs;
    this.#work = work;
  }

  /** There is something to do; it is begun after so many ms at most. */
  within(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      try {
        if (this.#work()) this.within(this.#againMs);
      } catch (error) {
        this.#log.error({ err: error }, this.#failure);
        this.within(FAILURE_MS);
      }
    }, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
