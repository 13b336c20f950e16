import { figure } from "../report/graphs/figures.ts";
import { type Result, type ThresholdResult } from "../result/result.ts";
import { tooFewCame } from "../result/thresholds.ts";
import { BOTTLENECK } from "../run/warnings.ts";
import { type Probe } from "./find-max-result.ts";
import { type Purpose } from "./search.ts";

/** Of a core: the gateway's loop has no more to give. */
const FULL_PERCENT = 95;

/** What one run says of its number of users. */
export function probeOf(result: Result, purpose: Purpose): Probe {
  const { options, summary, thresholds, warnings } = result;
  const { sentPerSecond, deliveredPerSecond, latency, lags, gatewayCpu, generatorCpu } = summary;
  const missed = thresholds.filter(({ met }) => !met);
  const figures = { sentPerSecond, deliveredPerSecond, latency, lags, gatewayCpu, generatorCpu };
  const probe = { users: options.users, purpose, measured: { ...figures, thresholds, warnings } };
  if (missed.length === 0) return { ...probe, held: true, limit: null, reason: "" };
  const what = `At ${figure(options.users)} users ${missed.map(inWords).join(", ")}`;
  if (warnings.some((warning) => warning.startsWith(BOTTLENECK))) {
    const why = "the generator was the bottleneck, so this is a limit of the generator, not of the server";
    return { ...probe, held: false, limit: "generator", reason: `${what}: ${why}.` };
  }
  if (gatewayCpu !== null && gatewayCpu.mean >= FULL_PERCENT) {
    const why = `the gateway took ${gatewayCpu.mean.toFixed(0)}% of a core, which is all there is for it`;
    return { ...probe, held: false, limit: "server", reason: `${what}: ${why}.` };
  }
  return { ...probe, held: false, limit: "target", reason: `${what}.` };
}

/** A run that could not be measured. */
export function failedProbe(users: number, purpose: Purpose, message: string): Probe {
  const reason = `${figure(users)} users could not be measured: ${message}`;
  return { users, purpose, held: false, limit: "failed", reason, measured: null };
}

function inWords(threshold: ThresholdResult): string {
  const { metric, value, most } = threshold;
  if (tooFewCame(threshold)) return `${metric} was unknown, as not all came`;
  return `${metric} was ${figure(value)}, at most ${figure(most)}`;
}
