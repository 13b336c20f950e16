import { type LatencyHistogram } from "../generator/latency-histogram.ts";

/** Past these, the generator and not the server may be what was measured. */
const BUSY_PERCENT = 90;
const LAG_MS = 50;
/** Past this, other processes of the machine may have been in the way. */
const OTHERS_PERCENT = 10;

export interface GeneratorFigures {
  generatorSeconds: number;
  /** Of everything on the machine that was not measured. */
  otherSeconds: number;
  /** Of all plateaus together. */
  ms: number;
}

/** Prints how busy generator and machine were, and says loudly if that got into the figures. */
export function checkGenerator(plateaus: readonly GeneratorFigures[], lags: LatencyHistogram): void {
  const ms = plateaus.reduce((sum, each) => sum + each.ms, 0);
  const busy = plateaus.reduce((sum, each) => sum + each.generatorSeconds * 100_000, 0) / ms;
  const others = plateaus.reduce((sum, each) => sum + each.otherSeconds * 100_000, 0) / ms;
  const lag = lags.percentile(99);
  console.log(
    `  generator: ${busy.toFixed(0)}% of a core, sends late by ${lag.toFixed(1)} ms (p99); other processes: ${others.toFixed(0)}% of a core`,
  );
  if (busy > BUSY_PERCENT || lag > LAG_MS) {
    console.log("  THE GENERATOR WAS THE BOTTLENECK: latencies above are partly its own.");
  }
  if (others > OTHERS_PERCENT)
    console.log("  THE MACHINE WAS BUSY WITH OTHER THINGS: run it again when it is not.");
}
