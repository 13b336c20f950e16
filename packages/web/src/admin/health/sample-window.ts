import type { HealthSample } from "@hubbub/client";

/** Between samples that are further apart than this many of their times, the server was away. */
const GAP = 1.8;

/** What is known after an answer: samples of the last `spanMs`, the oldest first. */
export function joined(
  known: readonly HealthSample[],
  news: readonly HealthSample[],
  window: { now: number; spanMs: number },
): readonly HealthSample[] {
  const oldest = window.now - window.spanMs;
  return [...known, ...news].filter(({ at }) => at >= oldest);
}

/**
 * The samples with undefined where nothing was measured in between: the server was not running. `at` in ms since 1970
 * UTC; that of a gap is in its middle.
 */
export function withGaps(
  samples: readonly HealthSample[],
): readonly { at: number; sample: HealthSample | undefined }[] {
  return samples.flatMap((sample, i) => {
    const before = samples[i - 1];
    const here = { at: sample.at, sample };
    if (
      before === undefined ||
      sample.at - before.at < GAP * Math.max(sample.intervalMs, before.intervalMs)
    ) {
      return [here];
    }
    return [{ at: (before.at + sample.at) / 2, sample: undefined }, here];
  });
}
