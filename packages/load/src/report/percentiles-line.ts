import type { Latency } from "../result/result.ts";

/** `percentiles_ms=[p90,p95,p99]`, as the performance report prints it; digits after the point below 100 ms only. */
export function percentilesLine({ p90, p95, p99 }: Latency): string {
  return `percentiles_ms=[${[p90, p95, p99].map(inMs).join(",")}]`;
}

function inMs(ms: number): string {
  return String(ms >= 100 ? Math.round(ms) : Number(ms.toPrecision(3)));
}
