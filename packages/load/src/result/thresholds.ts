import { type LatencyHistogram } from "../generator/latency-histogram.ts";
import { OptionsRefused } from "../options-refused.ts";
import { type Scenario } from "../scenarios/scenario.ts";
import { type RunOptions, type Summary, type ThresholdResult } from "./result.ts";

/** The most that each metric may be, by its name. */
export type Thresholds = Readonly<Record<string, number>>;

interface Metric {
  about: string;
  /** Null if it could not be measured. */
  value: (summary: Summary) => number | null;
  /** Of which times it is which percentile; undefined if it is none. */
  percentile?: { of: keyof Came; percent: number };
}

/** Times that were measured, and how many there would be more if all had come. */
export interface Came {
  latency: { times: LatencyHistogram; missing: number };
  acknowledgements: { times: LatencyHistogram; missing: number };
}

/** Milliseconds of messages; nothing measured is no good latency. */
function latency(name: "p50" | "p90" | "p95" | "p99" | "max", about: string): Metric {
  const percent = name === "max" ? 100 : Number(name.slice(1));
  return {
    about,
    value: ({ latency }) => (latency.count === 0 ? null : latency[name]),
    percentile: { of: "latency", percent },
  };
}

function fault(name: keyof Summary["faults"], about: string): Metric {
  return { about, value: ({ faults }) => faults[name] };
}

/** What a threshold can be on, beside the figures of the scenario. */
export const METRICS: Readonly<Record<string, Metric>> = {
  p50: latency("p50", "latency in ms, from the intended time to each member's receipt"),
  p90: latency("p90", "the same"),
  p95: latency("p95", "the same"),
  p99: latency("p99", "the same"),
  max: latency("max", "the same"),
  "ack-p99": {
    about: "ms from the intended time to the acknowledgement",
    value: ({ acknowledgements: { count, p99 } }) => (count === 0 ? null : p99),
    percentile: { of: "acknowledgements", percent: 99 },
  },
  "login-p99": { about: "ms of a login", value: ({ logins }) => logins?.p99 ?? null },
  "gateway-cpu": {
    about: "percent of a core, mean of the plateau",
    value: ({ gatewayCpu }) => gatewayCpu?.mean ?? null,
  },
  "gateway-memory": {
    about: "MiB, most in the plateau",
    value: ({ gatewayMemory }) => (gatewayMemory === null ? null : gatewayMemory.max / 2 ** 20),
  },
  lost: fault("lost", "deliveries that never came"),
  repeated: fault("repeated", "deliveries that came again"),
  "out-of-order": fault("outOfOrder", "deliveries after later ones"),
  gapped: fault("gapped", "deliveries that the server announced as left out"),
  refused: fault("refused", "messages answered with an error"),
  unsettled: fault("unsettled", "messages without an answer, or that came to nobody"),
  ended: fault("ended", "connections that ended unasked"),
  faults: {
    about: "all of these together, and stray and doubled messages",
    value: ({ faults }) => Object.values(faults).reduce((sum, count) => sum + count, 0),
  },
};

/** The performance report's targets, and that nothing goes wrong. */
export const DEFAULT_THRESHOLDS: Thresholds = { p90: 200, p95: 500, p99: 1000, faults: 0 };

/** Reads "p99=1000". Throws OptionsRefused. */
export function parseThreshold(text: string): [metric: string, most: number] {
  const [, metric = "", most = ""] = /^([a-z0-9-]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (metric !== "") return [metric, Number(most)];
  throw new OptionsRefused(
    `--threshold takes a metric and the most that it may be, such as p99=1000, not "${text}".`,
  );
}

/**
 * The thresholds of a run: the defaults, the scenario's and those asked for, the later before the earlier. Throws
 * OptionsRefused for metrics that aren't there.
 */
export function thresholdsOf(options: RunOptions, scenario: Scenario, asked: Thresholds): Thresholds {
  const own = scenario.thresholds?.(options) ?? {};
  for (const metric of Object.keys(asked)) {
    if (metric in METRICS || metric in own) continue;
    const names = [...Object.keys(METRICS), ...Object.keys(own)].join(", ");
    throw new OptionsRefused(`There is no metric "${metric}" to put a threshold on: there are ${names}.`);
  }
  // Where nobody sends there is no latency to judge.
  const { p90, p95, p99, ...others } = DEFAULT_THRESHOLDS;
  const standard = options.rate === 0 ? others : { p90, p95, p99, ...others };
  return { ...standard, ...own, ...asked } as Thresholds;
}

/**
 * Judges each threshold; what was not measured is missed, with a value of 0. Messages that never came count as later
 * than every limit: a percentile that falls among them is missed, with the longest time that was measured as its value.
 */
export function judge(thresholds: Thresholds, summary: Summary, came: Came): ThresholdResult[] {
  return Object.entries(thresholds).map(([metric, most]) => {
    const value = valueOf(metric, summary);
    if (value === null) return { metric, most, value: 0, met: false };
    const percentile = METRICS[metric]?.percentile;
    if (percentile === undefined) return { metric, most, value, met: value <= most };
    const { times, missing } = came[percentile.of];
    const percent = (percentile.percent * (times.count + missing)) / times.count;
    if (percent > 100) return { metric, most, value: times.max, met: false };
    const withMissing = missing === 0 ? value : times.percentile(percent);
    return { metric, most, value: withMissing, met: withMissing <= most };
  });
}

/** Whether a threshold was missed though what was measured is within it, since too much never came. */
export function tooFewCame({ metric, most, value, met }: ThresholdResult): boolean {
  return !met && value > 0 && value <= most && METRICS[metric]?.percentile !== undefined;
}

/** The metrics among the thresholds that were not measured. */
export function unmeasured(thresholds: Thresholds, summary: Summary): string[] {
  return Object.keys(thresholds).filter((metric) => valueOf(metric, summary) === null);
}

function valueOf(metric: string, summary: Summary): number | null {
  const known = METRICS[metric];
  if (known !== undefined) return known.value(summary);
  return summary.figures.find(({ name }) => name === metric)?.value ?? null;
}
