import { type LatencyHistogram } from "../generator/latency-histogram.ts";
import { type Latency } from "./result.ts";

export function latencyOf(histogram: LatencyHistogram): Latency {
  return {
    count: histogram.count,
    p50: histogram.percentile(50),
    p90: histogram.percentile(90),
    p95: histogram.percentile(95),
    p99: histogram.percentile(99),
    max: histogram.max,
  };
}
