import { figure, withUnit } from "../report/graphs/figures.ts";
import { percentilesLine } from "../report/percentiles-line.ts";
import type { Result } from "../result/result.ts";

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
      ({ metric, most, value, met }) =>
        `${met ? "met" : "MISSED"}: ${metric} ${figure(value)}, at most ${figure(most)}`,
    ),
    ...warnings,
  ];
}
