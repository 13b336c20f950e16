/** No event with this seq was sighted yet. */
const UNSIGHTED = Number.NaN;

/** The event is no message of this run. */
export const NO_MESSAGE = -1;

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

  /** What comes up to this seq is none of ours, or unsighted still. */
  begin(channel: number, head: number): void {
    this.#advance(channel, head);
  }

  /** The intended time in milliseconds on the clock, NO_MESSAGE, or NaN if it has to be read from the event. */
  intended(channel: number, seq: number): number {
    const head = this.#heads[channel]!;
    if (seq > head || seq <= head - this.#window) return UNSIGHTED;
    return this.#intended[channel * this.#window + (seq % this.#window)]!;
  }

  /** Notes the first sight of an event. Seqs between the head and this one are unsighted still. */
  sight(channel: number, seq: number, intended: number): void {
    const window = this.#window;
    if (seq <= this.#heads[channel]! - window) return;
    this.#advance(channel, seq);
    this.#intended[channel * window + (seq % window)] = intended;
  }

  /** Moves the head up to this seq, if it is below; what it passes is unsighted. */
  #advance(channel: number, to: number): void {
    const window = this.#window;
    const head = this.#heads[channel]!;
    for (let seq = Math.max(head + 1, to - window + 1); seq <= to; seq++) {
      this.#intended[channel * window + (seq % window)] = UNSIGHTED;
    }
    if (to > head) this.#heads[channel] = to;
  }
}
