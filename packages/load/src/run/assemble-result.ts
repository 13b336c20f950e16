import { describeMachine } from "../measure/machine.ts";
import { type Result, RESULT_VERSION, type RunOptions, type Second, type Summary } from "../result/result.ts";
import { judge, type Thresholds, unmeasured } from "../result/thresholds.ts";
import { type Measured, type Scenario } from "../scenarios/scenario.ts";
import { type Conducted } from "./conduct.ts";
import { summaryOf } from "./summary-of.ts";
import { warningsOf } from "./warnings.ts";

export interface RunFacts extends Conducted {
  options: RunOptions;
  scenario: Scenario;
  seconds: readonly Second[];
  thresholds: Thresholds;
  noted: ReadonlyMap<string, number>;
  serverEnded: string | undefined;
}

/** Makes a result of what is known of a run. */
export function assembleResult(facts: RunFacts): Result {
  const { options, scenario, seconds, thresholds, noted, outcomes, ended, serverEnded } = facts;
  const chat = summaryOf(outcomes, seconds);
  const measured: Measured<RunOptions> = {
    options,
    summary: chat,
    seconds,
    latencyOf: (span) => outcomes.latencyOf(span),
    recorded: (name) => outcomes.tally.histogram(name),
    counted: (name) => outcomes.tally.counted(name),
    noted: (name) => noted.get(name),
  };
  const summary: Summary = { ...chat, figures: scenario.figures?.(measured) ?? [] };
  return {
    hubbubLoadResult: RESULT_VERSION,
    startedAt: facts.startedAt.toISOString(),
    ended,
    machine: describeMachine(),
    options,
    seconds: [...seconds],
    marks: scenario.marks?.(measured) ?? [],
    summary,
    thresholds: judge(thresholds, summary),
    warnings: warningsOf({
      options,
      summary,
      seconds,
      interrupted: ended === "interrupted",
      serverEnded,
      unmeasured: unmeasured(thresholds, summary),
      reasons: outcomes.reasons,
    }),
    histogram: outcomes.latencies.bars(),
  };
}
