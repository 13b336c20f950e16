import type { Latency, Second, ThresholdResult } from "../../result/result.ts";
import { figure } from "./figures.ts";
import type { BandArea, Limit, Series } from "./line-chart.ts";
import type { Axis } from "./scale.ts";

/** From so many times the usual median on, a second's p99 needs an axis of powers. */
const LOG_FROM = 40;

type Percentile = "p50" | "p90" | "p95" | "p99";

/** p50 and p99 as lines, and the bands between p50, p90, p95 and p99. A second without deliveries is a hole. */
export function percentileLines(seconds: readonly Second[]): { series: Series[]; bands: BandArea[] } {
  const points = (name: Percentile) =>
    seconds.map(({ at, latency }) => [at, valueOf(latency, name)] as const);
  const band = (low: Percentile, high: Percentile, opacity: number): BandArea => ({
    color: "blue",
    opacity,
    points: seconds.map(({ at, latency }) => [at, valueOf(latency, low), valueOf(latency, high)] as const),
  });
  return {
    series: [
      { name: "p50", color: "blue", points: points("p50") },
      { name: "p90", color: "teal", points: points("p90"), style: "thin" },
      { name: "p95", color: "purple", points: points("p95"), style: "thin" },
      { name: "p99", color: "pink", points: points("p99"), style: "thin" },
    ],
    bands: [band("p50", "p90", 0.26), band("p90", "p95", 0.17), band("p95", "p99", 0.1)],
  };
}

/** An axis of powers if one second's p99 is so far above the usual median that nothing else could be seen. */
export function latencyAxis(seconds: readonly Second[]): Axis {
  const measured = seconds.map(({ latency }) => latency).filter(({ count }) => count > 0);
  const medians = measured.map(({ p50 }) => p50).toSorted((a, b) => a - b);
  const usual = medians[Math.floor(medians.length / 2)] ?? 0;
  const most = Math.max(0, ...measured.map(({ p99 }) => p99));
  return { unit: "ms", scale: usual > 0 && most > LOG_FROM * usual ? "log" : "linear" };
}

/** The thresholds on percentiles, as levels across a graph of latencies. */
export function limitsOf(thresholds: readonly ThresholdResult[]): Limit[] {
  return thresholds
    .filter(({ metric }) => /^p\d+$/.test(metric))
    .map(({ metric, most }) => ({ at: most, label: `target ${metric} ${figure(most)} ms` }));
}

function valueOf(latency: Latency, name: Percentile): number | null {
  return latency.count === 0 ? null : latency[name];
}
