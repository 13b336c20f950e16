/** Waits that are remembered; past it the oldest is forgotten, and that user may send once more. */
const MAX_WAITS = 100_000;

/** When users may send again to channels with slow mode, by channel and user; in memory, on this node. */
export class SlowMode {
  readonly #until = new Map<string, number>();

  /** Ms that the user has to wait in this channel; 0: they may send now, and wait from now on. */
  take(channel: number, user: number, slowModeS: number, now: number): number {
    const key = `${channel}:${user}`;
    const wait = (this.#until.get(key) ?? 0) - now;
    if (wait > 0) return Math.min(wait, slowModeS * 1000);
    // Behind all others, as the newest.
    this.#until.delete(key);
    this.#until.set(key, now + slowModeS * 1000);
    if (this.#until.size > MAX_WAITS) this.#until.delete(this.#until.keys().next().value!);
    return 0;
  }

  /** The user has sent nothing in the turn that they took last. */
  giveBack(channel: number, user: number): void {
    this.#until.delete(`${channel}:${user}`);
  }

  /** Forgets waits that are over; to be called now and then. */
  expire(now: number): void {
    for (const [key, until] of this.#until) if (until <= now) this.#until.delete(key);
  }
}
