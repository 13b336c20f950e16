import { figure, withUnit } from "../report/graphs/figures.ts";
import { PERCENTILES_SHOWN, percentilesLine } from "../report/percentiles-line.ts";
import type { Result, ThresholdResult } from "../result/result.ts";
import { tooFewCame } from "../result/thresholds.ts";
import { painter, showsColor } from "./paint.ts";

/**
 * What a run came to, in the performance report's form, and whether each target was met. With colours the percentiles
 * say which they are; without, their line is the report's own, for who reads it by a program.
 */
export function resultLines(
  { summary, thresholds, warnings }: Result,
  { color = showsColor(process.stdout) } = {},
): string[] {
  const { latency, deliveredPerSecond, gatewayCpu, figures } = summary;
  const cpu =
    gatewayCpu === null ? "" : `, gateway CPU ${Math.round(gatewayCpu.min)}%-${Math.round(gatewayCpu.max)}%`;
  const percentiles = percentilesLine(latency);
  const comment = color ? painter(color)("dim", `  # ${PERCENTILES_SHOWN}`) : "";
  return [
    ...(percentiles === undefined ? [] : [`${percentiles}${comment}`]),
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
