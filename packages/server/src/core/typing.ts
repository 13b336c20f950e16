import { TokenBucket } from "./token-bucket.ts";

/** A user's typing in one place is passed on once in so many ms. */
const EVERY_MS = 2_000;
/** What is passed on of one channel, however many type: at once, and a second. */
const CHANNEL_RATE = { burst: 10, perSecond: 5 };
/** Places and channels that are remembered; past it the oldest are forgotten. */
const REMEMBERED = 10_000;

/** Keeps typing from being a storm: it says which of it is worth passing on. */
export class Typing {
  /** When it was last passed on, by place. */
  readonly #passed = new Map<string, number>();
  readonly #channels = new Map<number, TokenBucket>();

  /** Whether a user's typing at `now` (ms, monotonic) is to be told to the channel. */
  pass(channel: number, thread: number, user: number, now: number): boolean {
    const place = `${user} ${channel} ${thread}`;
    const last = this.#passed.get(place);
    if (last !== undefined && now - last < EVERY_MS) return false;
    let bucket = this.#channels.get(channel);
    if (!bucket) this.#channels.set(channel, (bucket = new TokenBucket(CHANNEL_RATE, now)));
    if (bucket.take(now) > 0) return false;
    this.#passed.delete(place);
    this.#passed.set(place, now);
    forgetOldest(this.#passed);
    forgetOldest(this.#channels);
    return true;
  }
}

function forgetOldest(map: Map<unknown, unknown>): void {
  if (map.size <= REMEMBERED) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
