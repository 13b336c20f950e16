import type { Result, ThresholdResult } from "../../result/result.ts";
import type { Color } from "./colors.ts";
import { lineChart, type Series } from "./line-chart.ts";
import { GRAPH_WIDTH, type Picture } from "./picture.ts";

export interface DistributionOf {
  name: string;
  color: Color;
  histogram: Result["histogram"];
  style?: Series["style"];
  key?: string;
  unlisted?: boolean;
}

/** From so many times the median on, the largest latency needs an axis of powers. */
const LOG_FROM = 40;

/**
 * Latency by percentile, as HdrHistogram plots it (Gil Tene): each step to the right has a tenth of the latencies
 * above it that the one before has, so that the rarest are as wide as all others.
 */
export function latencyDistribution(
  distributions: readonly DistributionOf[],
  { thresholds = [], width = GRAPH_WIDTH }: { thresholds?: readonly ThresholdResult[]; width?: number } = {},
): Picture {
  const series = distributions.map(({ histogram, ...rest }) => ({ ...rest, points: pointsOf(histogram) }));
  const points = series.flatMap((one) => one.points);
  const most = Math.max(0, ...points.map(([, ms]) => ms));
  const half = Math.max(0, ...series.map(({ points }) => points.find(([rarity]) => rarity >= 2)?.[1] ?? 0));
  const last = Math.max(100, ...points.map(([rarity]) => rarity));
  const powers = Array.from({ length: Math.floor(Math.log10(last)) + 1 }, (_, power) => 10 ** power);
  return lineChart({
    title: "Latency by percentile",
    subtitle: "ms",
    x: {
      scale: "log",
      from: 1,
      to: last,
      ticks: powers,
      tick: percentOf,
      read: (rarity) => `${percentOf(rarity)} took at most`,
    },
    y: { unit: "ms", scale: half > 0 && most > LOG_FROM * half ? "log" : "linear" },
    series: [...series, ...targetsOf(thresholds, most)],
    width,
  });
}

/** Dots that the curve has to stay below; those far above it would only press it down. */
function targetsOf(thresholds: readonly ThresholdResult[], largest: number): Series[] {
  const points = thresholds.flatMap(({ metric, most }): [number, number][] => {
    const percent = Number(/^p(\d+)$/.exec(metric)?.[1] ?? Number.NaN);
    return percent < 100 && most <= largest ? [[100 / (100 - percent), most]] : [];
  });
  if (points.length === 0) return [];
  return [
    {
      name: "targets",
      color: "red",
      points: points.toSorted(([a], [b]) => a - b),
      style: "dashed",
      dots: true,
    },
  ];
}

/**
 * Places of a curve: x is one over the share of latencies above, 10 for p90, 100 for p99, y milliseconds. The largest
 * latency, which none is above, stands where one of all is.
 */
export function pointsOf(histogram: Result["histogram"]): [rarity: number, ms: number][] {
  const total = histogram.reduce((sum, [, count]) => sum + count, 0);
  const points: [number, number][] = [];
  let seen = 0;
  for (const [us, count] of histogram) {
    if (count === 0) continue;
    if (seen === 0) points.push([1, us / 1000]);
    seen += count;
    points.push([seen < total ? total / (total - seen) : total, us / 1000]);
  }
  return points;
}

/** "99.9%" for 1000; as many digits as the rarity has. */
function percentOf(rarity: number): string {
  const digits =
    Math.max(0, Math.ceil(Math.log10(rarity) - 1e-9) - 2) + (Number.isInteger(Math.log10(rarity)) ? 0 : 1);
  return `${Number((100 * (1 - 1 / rarity)).toFixed(digits))}%`;
}
