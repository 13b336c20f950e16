import type { AuthConfig } from "../config.ts";
import { AuthError } from "../errors.ts";
import { TokenBuckets } from "./token-buckets.ts";

/** Addresses and names remembered by each limit, at most: about 2 MB each. */
const MAX_KEYS = 10_000;

/** What is counted, each in buckets of its own. Every password hash and every code is behind one of them. */
export type Limit =
  "checksPerAddress" | "checksPerName" | "codesPerAccount" | "mailsPerAccount" | "signupsPerAddress";

/** The limits that are asked before any hashing. */
export class RateLimits {
  readonly #buckets: Record<Limit, TokenBuckets | undefined>;
  readonly #refused: (limit: Limit) => void;

  constructor(config: Pick<AuthConfig, Limit>, refused: (limit: Limit) => void) {
    const make = (limit: Limit) => {
      const size = config[limit];
      return size && new TokenBuckets(size, MAX_KEYS);
    };
    this.#buckets = {
      checksPerAddress: make("checksPerAddress"),
      checksPerName: make("checksPerName"),
      codesPerAccount: make("codesPerAccount"),
      mailsPerAccount: make("mailsPerAccount"),
      signupsPerAddress: make("signupsPerAddress"),
    };
    this.#refused = refused;
  }

  /** Counts one use of `limit` by `key`; throws rate_limited with the time until the next is allowed. */
  take(limit: Limit, key: string, now: number): void {
    const wait = this.#buckets[limit]?.take(key, now) ?? 0;
    if (wait === 0) return;
    this.#refused(limit);
    throw new AuthError("rate_limited", SENTENCES[limit], { retryAfterMs: wait });
  }
}

const SENTENCES: Record<Limit, string> = {
  checksPerAddress: "Too many password checks from this address. Wait, then try again.",
  checksPerName: "Too many password checks for this account. Wait, then try again.",
  codesPerAccount: "Too many codes for this account. Wait, then try again.",
  mailsPerAccount: "Too many mails for this account. Wait, then try again.",
  signupsPerAddress: "Too many new accounts from this address. Wait, then try again.",
};
