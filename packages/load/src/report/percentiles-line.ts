import type { Latency } from "../result/result.ts";

/** What the numbers of the line are, for beside it. */
export const PERCENTILES_SHOWN = "p90, p95, p99";

/**
 * `percentiles_ms=[p90,p95,p99]`, as the performance report prints it; digits after the point below 100 ms only.
 * Undefined if nothing was measured.
 */
export function percentilesLine({ count, p90, p95, p99 }: Latency): string | undefined {
  if (count === 0) return undefined;
  return `percentiles_ms=[${[p90, p95, p99].map(inMs).join(",")}]`;
}

function inMs(ms: number): string {
  return String(ms >= 100 ? Math.round(ms) : Number(ms.toPrecision(3)));
}
