import { type NamedChange } from "./change-words.ts";
import { type Metric, METRICS, type RunRecord, spreadOver } from "./run-record.ts";
import { changeOf } from "./spread.ts";

/** What became of these metrics from one set of repeated runs to another; those that one side lacks are left out. */
export function changesOf(
  before: readonly RunRecord[],
  after: readonly RunRecord[],
  metrics: readonly Metric[],
): NamedChange[] {
  return metrics.flatMap((metric) => {
    const [from, to] = [spreadOver(before, metric), spreadOver(after, metric)];
    if (from === undefined || to === undefined) return [];
    const { name, unit } = METRICS[metric];
    return [{ name, unit, change: changeOf(from, to) }];
  });
}
