import { LatencyHistogram } from "./latency-histogram.ts";
import { type SharedFrame } from "./shared-frame.ts";

/** The messages of a frame belong to several windows. */
export const MIXED = -1;

/** Latencies by the window of time in which their message should have been sent. */
export class WindowedLatencies {
  /** By window: one more than there are bounds. */
  readonly histograms: readonly LatencyHistogram[];
  readonly #bounds: readonly number[];

  /** `bounds`, in milliseconds on the clock and ascending, lie between one window and the next. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.histograms = Array.from({ length: bounds.length + 1 }, () => new LatencyHistogram());
  }

  /** The window of a message with this intended time; one at a bound belongs to the later. */
  windowOf(intended: number): number {
    let window = 0;
    while (window < this.#bounds.length && this.#bounds[window]! <= intended) window++;
    return window;
  }

  record(intended: number, receipt: number): void {
    this.histograms[this.windowOf(intended)]!.record(receipt - intended);
  }

  /** Records all messages of a frame that came at `receipt`. */
  recordFrame({ times, messages, window }: SharedFrame, receipt: number): void {
    if (window !== MIXED) return this.histograms[window]!.recordAges(times, messages, receipt);
    for (let at = 0; at < messages; at++) this.record(times[at]!, receipt);
  }

  /** Of all windows together. */
  total(): LatencyHistogram {
    const total = new LatencyHistogram();
    for (const histogram of this.histograms) total.add(histogram);
    return total;
  }
}
