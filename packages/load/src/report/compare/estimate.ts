import { jStat } from "jstat";

import { type Random } from "../../generator/random.ts";

/** A figure, and how sure it is: the variance of `value`, and the degrees of freedom that the variance is known with. */
export interface Estimate {
  value: number;
  variance: number;
  freedom: number;
}

/** A change, and the interval that holds the true one in 95 of 100 cases. */
export interface Change {
  difference: number;
  low: number;
  high: number;
}

/** Two-sided: 2.5% below and 2.5% above. */
const CONFIDENCE = 0.975;
/** The least seconds that say anything on how much they vary. */
const LEAST_SECONDS = 8;
const RESAMPLES = 2000;

/** Of repeated runs: their mean, and its variance. Null of fewer than two. */
export function estimateOfRepeats(values: readonly number[]): Estimate | null {
  if (values.length < 2) return null;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { value: mean, variance: squares / (values.length - 1) / values.length, freedom: values.length - 1 };
}

/**
 * Of one run: `value` is the figure of the whole, and the variance is that of the mean of its seconds, in proportion.
 * Neighbouring seconds are alike, so whole blocks of them are drawn (moving block bootstrap, Künsch 1989). Null if
 * there are too few seconds.
 */
export function estimateOfSeconds(
  value: number,
  seconds: readonly number[],
  random: Random,
): Estimate | null {
  if (seconds.length < LEAST_SECONDS) return null;
  const mean = meanOf(seconds);
  if (mean === 0) return value === 0 ? { value, variance: 0, freedom: 1 } : null;
  const length = Math.ceil(seconds.length ** (1 / 3));
  const blocks = Math.ceil(seconds.length / length);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let block = 0; block < blocks; block++) {
      const from = Math.floor(random() * (seconds.length - length + 1));
      for (let at = from; at < from + length; at++) sum += seconds[at]!;
    }
    return sum / (blocks * length);
  });
  const center = meanOf(means);
  const variance = means.reduce((sum, one) => sum + (one - center) ** 2, 0) / (RESAMPLES - 1);
  return { value, variance: variance * (value / mean) ** 2, freedom: blocks - 1 };
}

/** From one to the other, by Welch's t-test with Satterthwaite's degrees of freedom. */
export function welch(from: Estimate, to: Estimate): Change {
  const difference = to.value - from.value;
  const variance = from.variance + to.variance;
  if (variance === 0) return { difference, low: difference, high: difference };
  const freedom = variance ** 2 / (from.variance ** 2 / from.freedom + to.variance ** 2 / to.freedom);
  const reach = jStat.studentt.inv(CONFIDENCE, freedom) * Math.sqrt(variance);
  return { difference, low: difference - reach, high: difference + reach };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
