import { figure } from "../report/graphs/figures.ts";
import { type RunOptions, type Second, type Summary } from "../result/result.ts";
import { bandOf, plateauOf } from "./bands.ts";
import { GENERATOR_CORE_COUNT } from "./cores.ts";

/** Past these, the generator and not the server may be what was measured. */
const BUSY_PERCENT = 90;
const LAG_MS = 50;
/** Past this, other processes of the machine may have been in the way. */
const OTHERS_PERCENT = 10;

/** How every warning that the generator was the bottleneck begins. */
export const BOTTLENECK = "THE GENERATOR WAS THE BOTTLENECK";
/** How every warning that other things took the machine's time begins. */
export const BUSY = "THE MACHINE WAS BUSY WITH OTHER THINGS";

export interface Facts {
  options: RunOptions;
  summary: Omit<Summary, "figures">;
  seconds: readonly Second[];
  interrupted: boolean;
  /** What the server said last, if the run started it and it ended before it was stopped. */
  serverEnded: string | undefined;
  /** Deliveries that never came. */
  missing: number;
  /** Metrics that a threshold is on and that were not measured. */
  unmeasured: readonly string[];
  /** On the faults. */
  reasons: readonly string[];
}

/** Sentences on why the figures may not be the server's, or not be what was asked for. */
export function warningsOf(facts: Facts): string[] {
  const { options, summary, interrupted, serverEnded, missing, unmeasured, reasons } = facts;
  const warnings: string[] = [];
  if (interrupted)
    warnings.push("INTERRUPTED: the run was ended early, and its figures are of what had passed.");
  const bottleneck = bottleneckOf(facts);
  if (bottleneck !== undefined)
    warnings.push(`${BOTTLENECK}, and the latencies are partly its own: ${bottleneck}`);
  if (summary.othersCpu !== null && summary.othersCpu.mean > OTHERS_PERCENT) {
    warnings.push(
      `${BUSY}, which took ${summary.othersCpu.mean.toFixed(0)}% of a core: run it again when it is not.`,
    );
  }
  if (serverEnded !== undefined) warnings.push(`THE SERVER ENDED DURING THE RUN. ${serverEnded}`.trim());
  if (missing > 0) {
    warnings.push(
      `NOT ALL CAME: about ${figure(missing)} deliveries never did. The latencies shown are of what came; the thresholds count the others as later than every limit.`,
    );
  }
  if (options.rate > 0 && summary.latency.count === 0) {
    warnings.push("NOTHING WAS MEASURED: no message that was due in the plateau came to anybody.");
  }
  for (const metric of unmeasured) {
    warnings.push(`${metric} was not measured here, so the threshold on it counts as missed.`);
  }
  if (reasons.length > 0) warnings.push(`What went wrong, among it: ${[...new Set(reasons)].join(" ")}`);
  return warnings;
}

function bottleneckOf({ options, summary, seconds }: Facts): string | undefined {
  const { generatorCpu, lags } = summary;
  if (generatorCpu.mean > BUSY_PERCENT) {
    return `it took ${generatorCpu.mean.toFixed(0)}% of a core. Give it more processes (--workers) on more cores.`;
  }
  const all = bandOf(plateauOf(seconds), ({ cpu }) => cpu.generator.reduce((sum, each) => sum + each, 0));
  if (options.pinned && all !== null && all.mean > BUSY_PERCENT * GENERATOR_CORE_COUNT) {
    return `its processes took ${all.mean.toFixed(0)}% of a core, and ${GENERATOR_CORE_COUNT} were there.`;
  }
  if (lags.p99 > LAG_MS) {
    return `it sent up to ${lags.p99.toFixed(0)} ms later than intended (p99), and ${LAG_MS} ms is the most that is right.`;
  }
  return undefined;
}
