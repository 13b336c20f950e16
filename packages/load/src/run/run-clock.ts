import { now } from "../generator/clock.ts";
import { RunEnded } from "../scenarios/scenario.ts";

/** Time along a run, from the beginning of its ramp-up, until the run is over or is ended early. */
export class RunClock implements Disposable {
  readonly #begin: number;
  readonly #ended: Promise<void>;
  readonly #over = Promise.withResolvers<void>();

  /** `begin` is a time of the clock; `ended` resolves if the run is ended early. */
  constructor(begin: number, ended: Promise<void>) {
    this.#begin = begin;
    this.#ended = ended;
  }

  /** Milliseconds since the beginning. */
  elapsed(): number {
    return now() - this.#begin;
  }

  /** Resolves at this time, at once if it has passed. Rejects with RunEnded if the run is ended before. */
  async at(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<true>();
    const timer = setTimeout(() => resolve(true), Math.max(0, ms - this.elapsed()));
    const reached = await Promise.race([promise, this.#ended, this.#over.promise]);
    clearTimeout(timer);
    if (reached !== true) throw new RunEnded(`The run was ended before ${ms} ms had passed.`);
  }

  /** The run is over: what waits still is rejected with RunEnded, so that no timer keeps the process alive. */
  [Symbol.dispose](): void {
    this.#over.resolve();
  }
}
