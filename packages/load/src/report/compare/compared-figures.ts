import type { Latency, Result, Second } from "../../result/result.ts";
import { FAULT_NAMES, faultKeys } from "../fault-names.ts";
import { byteSize, withUnit } from "../graphs/figures.ts";

/** A figure that results are compared by. */
export interface ComparedFigure {
  group: string;
  name: string;
  show: (value: number) => string;
  /** Undefined: neither is. */
  better?: "lower" | "higher";
  /** Null: not measured. */
  of: (result: Result) => number | null;
  /** The same of a second, for how much it varies within a run. */
  second?: (second: Second) => number | null;
  /** Any change of it means something: it doesn't vary by chance. */
  exact?: boolean;
}

/** All figures that any of the results has, in the order of a report. */
export function comparedFigures(results: readonly Result[]): ComparedFigure[] {
  return [
    ...LATENCIES,
    ...latencies("Acknowledgements", ({ summary }) => summary.acknowledgements),
    ...latencies("Logins", ({ summary }) => summary.logins),
    ...RATES,
    ...COSTS,
    ...PACING,
    ...FAULTS,
    ...scenarioFigures(results),
  ];
}

const PERCENTILES = ["p50", "p90", "p95", "p99"] as const;

const LATENCIES: ComparedFigure[] = [
  ...PERCENTILES.map((name): ComparedFigure => ({
    group: "Latency",
    name,
    show: inMs,
    better: "lower",
    of: ({ summary }) => ofLatency(summary.latency, name),
    second: ({ latency }) => ofLatency(latency, name),
  })),
  {
    group: "Latency",
    name: "largest",
    show: inMs,
    better: "lower",
    of: ({ summary }) => ofLatency(summary.latency, "max"),
  },
];

function latencies(group: string, read: (result: Result) => Latency | null): ComparedFigure[] {
  return (["p50", "p99"] as const).map((name) => ({
    group,
    name,
    show: inMs,
    better: "lower",
    of: (result) => ofLatency(read(result), name),
  }));
}

function ofLatency(latency: Latency | null, name: "p50" | "p90" | "p95" | "p99" | "max"): number | null {
  return latency === null || latency.count === 0 ? null : latency[name];
}

const RATES: ComparedFigure[] = [
  {
    group: "Rates",
    name: "messages sent a second",
    show: plain,
    of: ({ summary }) => summary.sentPerSecond,
    second: ({ sent }) => sent,
  },
  {
    group: "Rates",
    name: "deliveries a second",
    show: plain,
    of: ({ summary }) => summary.deliveredPerSecond,
    second: ({ delivered }) => delivered,
  },
];

const COSTS: ComparedFigure[] = [
  {
    group: "CPU",
    name: "gateway",
    show: inPercent,
    better: "lower",
    of: ({ summary }) => summary.gatewayCpu?.mean ?? null,
    second: ({ cpu }) => cpu.gateway,
  },
  {
    group: "CPU",
    name: "gateway, for one delivery",
    show: inMicroseconds,
    better: "lower",
    of: ({ summary }) => summary.cpuPerDeliveryUs,
    second: ({ cpu, delivered }) =>
      cpu.gateway === null || delivered === 0 ? null : (cpu.gateway * 1e4) / delivered,
  },
  {
    group: "CPU",
    name: "accounts service",
    show: inPercent,
    better: "lower",
    of: ({ summary }) => summary.accountsCpu?.mean ?? null,
    second: ({ cpu }) => cpu.accounts,
  },
  {
    group: "CPU",
    name: "generator, each process",
    show: inPercent,
    of: ({ summary }) => summary.generatorCpu.mean,
    second: ({ cpu }) => (cpu.generator.length === 0 ? null : mean(cpu.generator)),
  },
  {
    group: "CPU",
    name: "everything else",
    show: inPercent,
    of: ({ summary }) => summary.othersCpu?.mean ?? null,
    second: ({ cpu }) => cpu.others,
  },
  {
    group: "Memory",
    name: "gateway, mean",
    show: byteSize,
    better: "lower",
    of: ({ summary }) => summary.gatewayMemory?.mean ?? null,
    second: ({ memory }) => memory.gateway,
  },
  {
    group: "Memory",
    name: "gateway, most",
    show: byteSize,
    better: "lower",
    of: ({ summary }) => summary.gatewayMemory?.max ?? null,
  },
];

const PACING: ComparedFigure[] = [
  ofSeconds("event loop's longest delay", inMs, ({ server }) => server.loopDelayMs, "lower"),
  ofSeconds("flushes a second", plain, ({ server }) => server.flushes),
  ofSeconds("connections in a flush", plain, ({ server }) => server.flushConnections),
  ofSeconds("flush", inMs, ({ server }) => server.flushMs),
  ofSeconds("interval between flushes", inMs, ({ server }) => server.flushIntervalMs),
  ofSeconds("commits a second", plain, ({ server }) => server.commits),
  ofSeconds("commit", inMs, ({ server }) => server.commitMs),
  ofSeconds("messages in a commit", plain, ({ server }) => server.commitBatch),
];

/** A figure that the summary doesn't have: the mean of the plateau's seconds. */
function ofSeconds(
  name: string,
  show: (value: number) => string,
  second: (second: Second) => number | null,
  better?: "lower",
): ComparedFigure {
  const of = (result: Result) => {
    const values = plateauOf(result, second);
    return values.length === 0 ? null : mean(values);
  };
  return { group: "Gateway", name, show, of, second, ...(better === undefined ? {} : { better }) };
}

const FAULTS: ComparedFigure[] = faultKeys().map((key) => ({
  group: "Faults",
  name: FAULT_NAMES[key].name,
  show: plain,
  better: "lower",
  of: ({ summary }) => summary.faults[key],
  exact: true,
}));

/** What scenarios measured; a report doesn't know which way is better. */
function scenarioFigures(results: readonly Result[]): ComparedFigure[] {
  const figures = new Map(
    results.flatMap(({ summary }) => summary.figures.map((figure) => [figure.name, figure])),
  );
  return [...figures.values()].map(({ name, label, unit }) => ({
    group: "Scenario",
    name: label,
    show: (value) => (unit === "bytes" ? byteSize(value) : withUnit(value, unit)),
    of: ({ summary }) => summary.figures.find((figure) => figure.name === name)?.value ?? null,
  }));
}

/** Values of the plateau's seconds in which there are any. */
export function plateauOf({ seconds }: Result, read: (second: Second) => number | null): number[] {
  const values = seconds.filter(({ phase }) => phase === "plateau").map(read);
  return values.filter((value) => value !== null);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function inMs(value: number): string {
  return withUnit(value, "ms");
}

function inPercent(value: number): string {
  return withUnit(value, "%");
}

function inMicroseconds(value: number): string {
  return withUnit(value, "µs");
}

function plain(value: number): string {
  return withUnit(value, "");
}
