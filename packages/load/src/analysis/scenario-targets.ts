import { withUnit } from "../report/graphs/figures.ts";
import { type RunRecord } from "./run-record.ts";

/** The targets that a scenario has for its own figures: of all runs the worst, in a sentence each. */
export function scenarioTargets(runs: readonly RunRecord[]): string[] {
  const figures = runs[0]?.summary.figures ?? [];
  return figures.flatMap(({ name, label, unit }) => {
    const own = runs.flatMap(({ thresholds }) => thresholds.filter(({ metric }) => metric === name));
    const [first] = own;
    if (first === undefined) return [];
    const worst = Math.max(...own.map(({ value }) => value));
    const verdict = own.every(({ met }) => met) ? "met" : "MISSED";
    const of = own.length > 1 ? ` in the worst of ${own.length} runs` : "";
    return [
      `${label}: ${withUnit(worst, unit)}${of}, target at most ${withUnit(first.most, unit)}: ${verdict}.`,
    ];
  });
}
