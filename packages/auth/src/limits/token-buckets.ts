/** How much a key may do: `burst` at once, then `perMinute`. */
export interface BucketSize {
  burst: number;
  perMinute: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * A token bucket for each key. Holds at most `maxKeys` buckets: at the bound the one unused longest is
 * forgotten, which gives its key a full bucket again.
 */
export class TokenBuckets {
  readonly #size: BucketSize;
  readonly #maxKeys: number;
  /** In order of last use: a Map keeps the order of insertion. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(size: BucketSize, maxKeys: number) {
    this.#size = size;
    this.#maxKeys = maxKeys;
  }

  /** Takes one token of `key` at time `now` (ms). 0 if there was one, else the ms until there is. */
  take(key: string, now: number): number {
    const perMs = this.#size.perMinute / 60_000;
    const bucket = this.#buckets.get(key) ?? { tokens: this.#size.burst, at: now };
    // A clock that was set back must not take tokens away.
    const passed = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(this.#size.burst, bucket.tokens + passed * perMs);
    bucket.at = now;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#maxKeys) this.#forgetOldest();
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMs);
    bucket.tokens -= 1;
    return 0;
  }

  get keys(): number {
    return this.#buckets.size;
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key);
      return;
    }
  }
}
