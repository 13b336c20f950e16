import { z } from "zod";

import { optionsSchema, type Result, summarySchema, thresholdSchema } from "../result/result.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What the analysis keeps of a run; the whole result is in a file of its own. */
export const runRecordSchema = z.object({
  /** Of result.json, from the folder of the report. */
  file: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  options: optionsSchema,
  summary: summarySchema,
  thresholds: z.array(thresholdSchema),
  warnings: z.array(z.string()),
  /** Frames that the server wrote to connections over the plateau, a second; null if it doesn't say. */
  writesPerSecond: z.number().nullable(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

export function recordOf(result: Result, file: string): RunRecord {
  const { startedAt, options, summary, thresholds, warnings } = result;
  return {
    file,
    startedAt,
    options,
    summary,
    thresholds,
    warnings,
    writesPerSecond: writesPerSecond(result),
  };
}

function writesPerSecond({ seconds }: Result): number | null {
  const plateau = seconds.filter(({ phase }) => phase === "plateau");
  const writes = plateau.map(({ server: { flushes, flushConnections } }) =>
    flushes === null ? null : flushes * (flushConnections ?? 0),
  );
  const known = writes.filter((each) => each !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, each) => sum + each, 0) / known.length;
}

/** Figures of a run that the analysis compares; undefined where a run has none. */
export const METRICS = {
  p50: { name: "p50", unit: "ms", of: (run: RunRecord) => run.summary.latency.p50 },
  p90: { name: "p90", unit: "ms", of: (run: RunRecord) => run.summary.latency.p90 },
  p95: { name: "p95", unit: "ms", of: (run: RunRecord) => run.summary.latency.p95 },
  p99: { name: "p99", unit: "ms", of: (run: RunRecord) => run.summary.latency.p99 },
  max: { name: "the longest", unit: "ms", of: (run: RunRecord) => run.summary.latency.max },
  cpu: { name: "the gateway's CPU", unit: "%", of: (run: RunRecord) => run.summary.gatewayCpu?.mean },
  cpuPerDelivery: {
    name: "CPU for a delivery",
    unit: "µs",
    of: (run: RunRecord) => run.summary.cpuPerDeliveryUs ?? undefined,
  },
  deliveries: {
    name: "deliveries",
    unit: "a second",
    of: (run: RunRecord) => run.summary.deliveredPerSecond,
  },
  writes: { name: "writes", unit: "a second", of: (run: RunRecord) => run.writesPerSecond ?? undefined },
} as const;
export type Metric = keyof typeof METRICS;

/** A metric over repeated runs; undefined if none of them has it. */
export function spreadOver(runs: readonly RunRecord[], metric: Metric): Spread | undefined {
  return spreadOf(runs.map(METRICS[metric].of).filter((value) => value !== undefined));
}

/** Deliveries and messages of a run that were not as they should be. */
export function faultCount({ summary: { faults } }: RunRecord): number {
  return Object.values(faults).reduce((sum, count) => sum + count, 0);
}
