import { figure } from "../report/graphs/figures.ts";
import { BUSY } from "../run/warnings.ts";
import { type FindMaxResult, type Probe } from "./find-max-result.ts";

const WIDTHS = [9, 13, 10, 10, 10, 8, 10];
const HEADINGS = ["users", "deliveries/s", "p90 ms", "p95 ms", "p99 ms", "gateway", "generator"];

/** The headings of the tries. */
export function probeHeadings(): string {
  return row(HEADINGS, "why");
}

/** A try as a row below them, which can be printed as soon as it is over. */
export function probeRow({ users, purpose, held, limit, reason, measured }: Probe): string {
  const verdict = held ? "held" : limit === "generator" ? "BROKE, by the generator" : "BROKE";
  if (measured === null) return `${row([figure(users)], "")} ${reason}`;
  const { deliveredPerSecond, latency, gatewayCpu, generatorCpu } = measured;
  const cells = [
    figure(users),
    figure(deliveredPerSecond),
    ...[latency.p90, latency.p95, latency.p99].map(figure),
    gatewayCpu === null ? "" : `${gatewayCpu.mean.toFixed(0)}%`,
    `${generatorCpu.mean.toFixed(0)}%`,
  ];
  return `${row(cells, purpose)}${verdict}`;
}

/** The answer, in sentences. */
export function findMaxLines(result: FindMaxResult): string[] {
  const { users, most, repeated, deliveredPerSecond, reason, thresholds, probes } = result;
  if (probes.length === 0) return [reason];
  const targets = Object.entries(thresholds).map(([metric, most]) => `${metric} ${figure(most)}`);
  const within = `at most ${targets.join(", ")}`;
  const times = repeated ? "twice" : "once";
  const held = users === most ? `At least ${figure(users)}` : figure(users);
  const answer =
    users === 0
      ? `No number of users that was tried held ${within}.`
      : `${held} users held ${within}, ${times}: ${figure(deliveredPerSecond)} deliveries/s.`;
  const busy = probes.filter(({ measured }) =>
    measured?.warnings.some((warning) => warning.startsWith(BUSY)),
  );
  if (busy.length === 0) return [answer, reason];
  const share = `${busy.length} of ${probes.length}`;
  return [answer, reason, `${BUSY} in ${share} tries: search again when it is not.`];
}

function row(cells: readonly string[], purpose: string): string {
  const padded = cells.map((cell, at) => cell.padStart(WIDTHS[at]!));
  return `${padded.join("")}   ${purpose.padEnd(10)}`;
}
