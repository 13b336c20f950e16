/** Sums of fractions of a token end a little below or above a whole one. */
const ROUNDING = 1e-9;

/** How many at once, and how many a second then. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** A token bucket; what is taken comes back at the given rate, up to the burst. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly rate: Rate,
    now: number,
  ) {
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes one token at `now` (ms, monotonic): 0 if there was one, else the ms until there will be. */
  take(now: number): number {
    this.#tokens = Math.min(this.rate.burst, this.#tokens + ((now - this.#at) * this.rate.perSecond) / 1000);
    this.#at = now;
    if (this.#tokens >= 1 - ROUNDING) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#tokens) * 1000) / this.rate.perSecond);
  }
}
