/**
 * The frame that a channel's members got last. A server that fans out sends the same bytes to all members, so
 * comparing a frame with the one that was scanned before, which is quick, tells what scanning would tell.
 */
export class SharedFrame {
  /** Seqs of the frame's events, both included; they have no holes. */
  from = 0;
  to = -1;
  /** Intended times, in milliseconds on the clock, of those of the events that are messages of the run. */
  times = new Float64Array(0);
  messages = 0;
  /** The window of time that all of them belong to, or MIXED. */
  window = 0;
  #bytes = Buffer.alloc(0);
  /** Of a frame that none equals, as long as none was kept. */
  #size = -1;

  /**
   * Keeps a copy of a frame, as it came, that holds nothing but the events `from` to `to`; messages are added
   * after it.
   */
  keep(frame: Uint8Array, from: number, to: number): void {
    this.#size = frame.length;
    if (this.#bytes.length < this.#size) this.#bytes = Buffer.alloc(2 * this.#size);
    this.#bytes.set(frame);
    this.from = from;
    this.to = to;
    this.messages = 0;
    if (this.times.length < to - from + 1) this.times = new Float64Array(2 * (to - from + 1));
  }

  /** Where the frame that was kept begins, if `start` to `end` of `bytes` end with it; else `end`. */
  beginIn(bytes: Uint8Array, start: number, end: number): number {
    const begin = end - this.#size;
    if (begin < start || begin > end) return end;
    return this.#bytes.compare(bytes, begin, end, 0, this.#size) === 0 ? begin : end;
  }
}
