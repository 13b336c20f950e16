/** No event with this seq was sighted yet. */
const UNSIGHTED = Number.NaN;

/** The event is none whose latency counts. */
export const UNMEASURED = -1;

/**
 * When the events of some channels should have been sent, by channel (0, 1, 2, …) and seq: filled in at the
 * first sight of each event, looked up at every further one. It holds the newest `window` seqs (a power of
 * two) of each channel; what comes later than that has to be read again.
 */
export class Sightings {
  readonly #window: number;
  readonly #intended: Float64Array;
  readonly #heads: Float64Array;

  constructor(channels: number, window: number) {
    this.#window = window;
    this.#intended = new Float64Array(channels * window).fill(UNSIGHTED);
    this.#heads = new Float64Array(channels);
  }

  /** The largest seq sighted in the channel, or where it began. */
  head(channel: number): number {
    return this.#heads[channel]!;
  }

  /** The channel's log begins after this seq for us. */
  begin(channel: number, head: number): void {
    this.#heads[channel] = Math.max(this.#heads[channel]!, head);
  }

  /** The intended time in milliseconds on the clock, UNMEASURED, or NaN if it has to be read from the event. */
  intended(channel: number, seq: number): number {
    const head = this.#heads[channel]!;
    if (seq > head || seq <= head - this.#window) return UNSIGHTED;
    return this.#intended[channel * this.#window + (seq % this.#window)]!;
  }

  /** Notes the first sight of an event. Seqs between the head and this one are unsighted still. */
  sight(channel: number, seq: number, intended: number): void {
    const window = this.#window;
    const base = channel * window;
    const head = this.#heads[channel]!;
    if (seq <= head - window) return;
    for (let skipped = Math.max(head + 1, seq - window + 1); skipped < seq; skipped++) {
      this.#intended[base + (skipped % window)] = UNSIGHTED;
    }
    this.#intended[base + (seq % window)] = intended;
    if (seq > head) this.#heads[channel] = seq;
  }
}
