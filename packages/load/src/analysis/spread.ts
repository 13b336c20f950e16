import { estimateOfRepeats, welch } from "../report/compare/estimate.ts";

/** A figure over repeated runs. */
export interface Spread {
  mean: number;
  min: number;
  max: number;
  /** Of each run. */
  values: readonly number[];
}

/** Undefined for no values: nothing was measured. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, min: Math.min(...values), max: Math.max(...values), values };
}

/** Smaller changes than this share of the figure before are not called changes, however sure they are. */
const LEAST = 0.05;
/** The same where a side has a single run: how much runs differ is not known then. */
const LEAST_OF_SINGLE = 0.25;

/** What became of a figure; shares are of the figure before: -0.43 is 43% less. */
export interface Change {
  before: Spread;
  after: Spread;
  share: number;
  /**
   * Changes up to this are noise: half of the 95% interval of the change, by Welch's t-test over the repeated runs;
   * 5% at least, and 25% where a side has a single run.
   */
  noise: number;
  verdict: "lower" | "higher" | "unchanged";
}

export function changeOf(before: Spread, after: Spread): Change {
  const share = relative(after.mean - before.mean, before.mean);
  const [from, to] = [estimateOfRepeats(before.values), estimateOfRepeats(after.values)];
  const change = from === null || to === null ? undefined : welch(from, to);
  const noise =
    change === undefined
      ? LEAST_OF_SINGLE
      : Math.max(LEAST, relative((change.high - change.low) / 2, before.mean));
  const verdict = Math.abs(share) <= noise ? "unchanged" : share < 0 ? "lower" : "higher";
  return { before, after, share, noise, verdict };
}

function relative(part: number, whole: number): number {
  if (whole === 0) return part === 0 ? 0 : Math.sign(part) * Infinity;
  return part / whole;
}
