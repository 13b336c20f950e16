import { figure, withUnit } from "../report/graphs/figures.ts";
import { percentilesLine } from "../report/percentiles-line.ts";
import type { Result, ThresholdResult } from "../result/result.ts";
import { tooFewCame } from "../result/thresholds.ts";

/** What a run came to, in the performance report's form, and whether each target was met. */
export function resultLines({ summary, thresholds, warnings }: Result): string[] {
  const { latency, deliveredPerSecond, gatewayCpu, figures } = summary;
  const cpu =
    gatewayCpu === null ? "" : `, gateway CPU ${Math.round(gatewayCpu.min)}%-${Math.round(gatewayCpu.max)}%`;
  return [
    percentilesLine(latency),
    `${figure(deliveredPerSecond)} deliveries/s${cpu}`,
    ...figures.map(({ label, value, unit }) => `${label}: ${withUnit(value, unit)}`),
    ...thresholds.map(
      (threshold) =>
        `${threshold.met ? "met" : "MISSED"}: ${threshold.metric} ${came(threshold)}, at most ${figure(threshold.most)}`,
    ),
    ...warnings,
  ];
}

function came(threshold: ThresholdResult): string {
  return tooFewCame(threshold) ? "not all came" : figure(threshold.value);
}
