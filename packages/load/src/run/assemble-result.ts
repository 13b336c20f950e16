import { describeMachine } from "../measure/machine.ts";
import {
  type Faults,
  type Result,
  RESULT_VERSION,
  type RunOptions,
  type Second,
  type Summary,
} from "../result/result.ts";
import { type Came, judge, type Thresholds, unmeasured } from "../result/thresholds.ts";
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
  const missing = missingOf(options, outcomes.faults);
  const came: Came = {
    latency: { times: outcomes.latencies, missing },
    acknowledgements: { times: outcomes.acknowledgements, missing: outcomes.faults.unsettled },
  };
  return {
    hubbubLoadResult: RESULT_VERSION,
    startedAt: facts.startedAt.toISOString(),
    ended,
    machine: describeMachine(),
    options,
    seconds: [...seconds],
    marks: scenario.marks?.(measured) ?? [],
    summary,
    thresholds: judge(thresholds, summary, came),
    warnings: warningsOf({
      options,
      summary,
      seconds,
      interrupted: ended === "interrupted",
      serverEnded,
      missing,
      unmeasured: unmeasured(thresholds, summary),
      reasons: outcomes.reasons,
    }),
    histogram: outcomes.latencies.bars(),
  };
}

/** Deliveries that never came, about: a message without a fate should have come to all members of a channel. */
function missingOf({ users, channels }: RunOptions, { lost, gapped, unsettled }: Faults): number {
  return lost + gapped + Math.round((unsettled * users) / Math.max(1, channels));
}
