export interface BackoffOptions {
  /** The first delay is between 0 and this, in milliseconds. */
  baseMs: number;
  /** No delay is longer than this, in milliseconds. */
  capMs: number;
  /** Uniform in [0, 1). */
  random: () => number;
}

/**
 * Exponential backoff with full jitter: a delay uniform between 0 and min(cap, base × 2^attempt), so that many
 * clients that lost the same server come back spread out.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export class Backoff {
  readonly #options: BackoffOptions;
  #attempt = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** Delays given since the last reset. */
  get attempt(): number {
    return this.#attempt;
  }

  /** The next delay in milliseconds, at least `leastMs`. */
  next(leastMs: number): number {
    const { baseMs, capMs, random } = this.#options;
    const ceiling = Math.min(capMs, baseMs * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.max(leastMs, Math.floor(random() * ceiling));
  }

  /**
   * The delay after a refusal that names one: exactly that at first, since nobody knows better, and with more and
   * more jitter on top when it was not enough. Without one (0) as `next`.
   */
  nextAfter(retryAfterMs: number): number {
    if (retryAfterMs === 0) return this.next(0);
    const { capMs, random } = this.#options;
    const jitter = Math.min(capMs, retryAfterMs * (2 ** this.#attempt - 1));
    this.#attempt += 1;
    return retryAfterMs + Math.floor(random() * jitter);
  }

  reset(): void {
    this.#attempt = 0;
  }
}
