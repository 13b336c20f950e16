import { describe, expect, test } from "bun:test";

import { LatencyHistogram } from "../src/generator/latency-histogram.ts";

const PERCENTS = [0, 1, 25, 50, 75, 90, 95, 99, 99.9, 100];

/** Expects `actual` to be `expected` to 0.1%, never below, beside the microsecond in which values are counted. */
function expectClose(actual: number, expected: number): void {
  expect(actual).toBeGreaterThanOrEqual(expected - 0.001);
  expect(actual).toBeLessThanOrEqual(expected * 1.001 + 0.001);
}

/** Latencies that halve the distance between them and the next quantile of a distribution. */
function recordQuantiles(count: number, quantile: (share: number) => number): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (let i = 0; i < count; i++) histogram.record(quantile((i + 1) / (count + 1)));
  return histogram;
}

describe("latency histogram", () => {
  test("[L1.1] percentiles of a uniform distribution are exact to 0.1%", () => {
    const histogram = new LatencyHistogram();
    for (let us = 1; us <= 1_000_000; us++) histogram.record(us / 1000);
    expect(histogram.count).toBe(1_000_000);
    for (const percent of PERCENTS) expectClose(histogram.percentile(percent), Math.max(0.001, percent * 10));
  });

  test("[L1.1] percentiles of an exponential and a heavy-tailed distribution are exact to 0.1%", () => {
    const count = 200_000;
    const quantiles = [
      (share: number) => -20 * Math.log(1 - share),
      (share: number) => (1 - share) ** (-1 / 1.5),
    ];
    for (const quantile of quantiles) {
      const histogram = recordQuantiles(count, quantile);
      for (const percent of PERCENTS) {
        const rank = Math.max(1, Math.ceil((percent / 100) * count));
        expectClose(histogram.percentile(percent), quantile(rank / (count + 1)));
      }
    }
  });

  test("[L1.2] latencies under 2 ms are exact to the microsecond", () => {
    const histogram = new LatencyHistogram();
    for (let us = 0; us < 2048; us++) histogram.record(us / 1000 + 0.0001);
    for (let us = 0; us < 2048; us += 5) {
      expect(histogram.percentile(((us + 0.5) / 2048) * 100)).toBe(us / 1000);
    }
  });

  test("[L1.3] a latency below zero counts as zero, one past 35 minutes as 35 minutes", () => {
    const histogram = new LatencyHistogram();
    histogram.record(-5);
    histogram.record(Infinity);
    expect(histogram.count).toBe(2);
    expect(histogram.percentile(50)).toBe(0);
    expectClose(histogram.max, (2 ** 31 - 1) / 1000);
  });

  test("[L1.4] merged histograms give the percentiles of all latencies together", () => {
    const [all, odd, even] = [new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram()];
    for (let us = 1; us <= 50_000; us++) {
      all.record(us / 100);
      (us % 2 === 0 ? even : odd).record(us / 100);
    }
    odd.add(even);
    expect(odd.count).toBe(all.count);
    for (const percent of PERCENTS) expect(odd.percentile(percent)).toBe(all.percentile(percent));
  });

  test("[L1.5] ages of many times count as each recorded alone", () => {
    const [one, many] = [new LatencyHistogram(), new LatencyHistogram()];
    const times = Float64Array.from({ length: 1000 }, (_, at) => at * 3.7);
    for (const time of times) one.record(5000 - time);
    many.recordAges(times, times.length, 5000);
    expect(many.count).toBe(one.count);
    for (const percent of PERCENTS) expect(many.percentile(percent)).toBe(one.percentile(percent));
  });

  test("[L1.6] what was counted between two looks, taken to another process and added there, is what was counted", () => {
    const [histogram, between, elsewhere] = [
      new LatencyHistogram(),
      new LatencyHistogram(),
      new LatencyHistogram(),
    ];
    for (let us = 1; us < 10_000; us += 3) histogram.record(us / 100);
    const earlier = new LatencyHistogram();
    earlier.add(histogram);
    for (let us = 1; us < 100_000; us += 7) {
      histogram.record(us / 100);
      between.record(us / 100);
    }
    elsewhere.addSlots(structuredClone(histogram.since(earlier).slots()));
    expect(elsewhere.bars()).toEqual(between.bars());
    expect(elsewhere.count).toBe(between.count);
  });

  test("an empty histogram has percentiles of 0", () => {
    expect(new LatencyHistogram().percentile(99)).toBe(0);
  });
});
