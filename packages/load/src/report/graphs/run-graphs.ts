import type { Band, Result, Second } from "../../result/result.ts";
import type { Color } from "./colors.ts";
import { figure, withUnit } from "./figures.ts";
import { latencyAxis, limitsOf, percentileLines } from "./latency.ts";
import { type LineChart, lineChart, type Series } from "./line-chart.ts";
import type { MarkOf, SpanOf } from "./on-x.ts";
import type { Picture } from "./picture.ts";

/** The graphs of a run over time; those of which nothing was measured, since the server is remote, are missing. */
export function runGraphs(result: Result): Picture[] {
  return [...mainGraphs(result), memoryGraph(result), ...pacingGraphs(result), delayGraph(result)].filter(
    (picture) => picture !== undefined,
  );
}

/** The four that tell of a run at a glance: users, deliveries a second, latency, CPU. */
export function mainGraphs(result: Result): Picture[] {
  return [usersGraph(result), deliveriesGraph(result), latencyGraph(result), cpuGraph(result)];
}

export function usersGraph(result: Result): Picture {
  return overTime(result, {
    title: "Users",
    subtitle: "that send",
    y: { unit: "users" },
    series: [seriesOf(result, "users", "teal", ({ users }) => users)],
    bands: [areaOf(result, "teal", ({ users }) => users)],
  });
}

export function deliveriesGraph(result: Result): Picture {
  const { deliveredPerSecond } = result.summary;
  return overTime(result, {
    title: "Deliveries a second",
    subtitle: `measured: ${figure(deliveredPerSecond)}`,
    y: { unit: "a second" },
    series: [seriesOf(result, "deliveries", "teal", ({ delivered }) => delivered)],
    bands: [areaOf(result, "teal", ({ delivered }) => delivered)],
  });
}

/** The median as a line, and what lies between it and p99 as a band that pales towards p99. */
export function latencyGraph(result: Result): Picture {
  const { series, bands } = percentileLines(result.seconds);
  return overTime(result, {
    title: "Latency",
    subtitle: "ms, from the intended send to each receipt",
    y: latencyAxis(result.seconds),
    series,
    bands,
    limits: limitsOf(result.thresholds),
  });
}

export function cpuGraph(result: Result): Picture {
  const { gatewayCpu, accountsCpu, generatorCpu } = result.summary;
  const { workers } = result.options;
  const generators = Array.from({ length: workers }, (_, at) => ({
    ...seriesOf(
      result,
      workers > 1 ? `generator ${at + 1}` : "generator",
      "grey",
      ({ cpu }) => cpu.generator[at] ?? null,
    ),
    style: "dashed" as const,
    key: `${workers > 1 ? "generators, each" : "generator"} ${withUnit(generatorCpu.mean, "%")}`,
    unlisted: at > 0,
  }));
  return overTime(result, {
    title: "CPU",
    subtitle: "% of one core, with the plateau's mean",
    y: { unit: "%", tick: (value) => `${figure(value)}%` },
    series: [
      { ...seriesOf(result, "gateway", "blue", ({ cpu }) => cpu.gateway), ...noteOf(gatewayCpu) },
      { ...seriesOf(result, "accounts", "orange", ({ cpu }) => cpu.accounts), ...noteOf(accountsCpu) },
      ...generators,
    ].filter(hasPoints),
  });
}

const MIB = 2 ** 20;

export function memoryGraph(result: Result): Picture | undefined {
  return measured(result, {
    title: "Memory",
    subtitle: "MiB, resident",
    y: { unit: "MiB" },
    series: [
      seriesOf(result, "gateway", "blue", ({ memory }) => inMib(memory.gateway)),
      seriesOf(result, "accounts", "orange", ({ memory }) => inMib(memory.accounts)),
      { ...seriesOf(result, "generator", "grey", ({ memory }) => inMib(memory.generator)), style: "dashed" },
    ],
  });
}

function inMib(bytes: number | null): number | null {
  return bytes === null ? null : bytes / MIB;
}

/** How the gateway paces itself: what batches cost, and how long it waits between them. */
export function pacingGraphs(result: Result): (Picture | undefined)[] {
  return [
    measured(result, {
      title: "Flushes and commits",
      subtitle: "ms each",
      y: { unit: "ms" },
      series: [
        seriesOf(result, "interval between flushes", "purple", ({ server }) => server.flushIntervalMs),
        seriesOf(result, "flush", "blue", ({ server }) => server.flushMs),
        seriesOf(result, "commit", "gold", ({ server }) => server.commitMs),
      ],
    }),
    measured(result, {
      title: "Commit batch",
      subtitle: "messages in one commit",
      y: { unit: "messages" },
      series: [seriesOf(result, "messages", "gold", ({ server }) => server.commitBatch)],
    }),
  ];
}

export function delayGraph(result: Result): Picture | undefined {
  return measured(result, {
    title: "Delays",
    subtitle: "ms, the longest of each second",
    y: { unit: "ms" },
    series: [
      seriesOf(result, "gateway's event loop", "blue", ({ server }) => server.loopDelayMs),
      { ...seriesOf(result, "generator's sends", "grey", ({ lagMs }) => lagMs), style: "dashed" },
    ],
  });
}

/** Phases as they were, also of a run that ended early. */
export function phasesOf(seconds: readonly Second[]): SpanOf[] {
  const spans: SpanOf[] = [];
  for (const { at, phase } of seconds) {
    const last = spans.at(-1);
    if (last?.label === phase) last.to = at;
    else spans.push({ from: last?.to ?? at - 1, to: at, label: phase, shaded: phase === "plateau" });
  }
  return spans;
}

export function marksOf(result: Result): MarkOf[] {
  return result.marks.map(({ atMs, label }) => ({ at: atMs / 1000, label }));
}

function overTime(result: Result, chart: Omit<LineChart, "x">): Picture {
  return lineChart({
    ...chart,
    x: { scale: "time", from: 0 },
    spans: phasesOf(result.seconds),
    marks: marksOf(result),
  });
}

/** Undefined if no second has any of the figures. */
function measured(result: Result, chart: Omit<LineChart, "x">): Picture | undefined {
  const series = chart.series.filter(hasPoints);
  return series.length === 0 ? undefined : overTime(result, { ...chart, series });
}

function hasPoints({ points }: Series): boolean {
  return points.some(([, value]) => value !== null);
}

export function seriesOf(
  { seconds }: Result,
  name: string,
  color: Color,
  read: (second: Second) => number | null,
): Series {
  return { name, color, points: seconds.map((second) => [second.at, read(second)] as const) };
}

function areaOf({ seconds }: Result, color: Color, read: (second: Second) => number) {
  return { color, opacity: 0.14, points: seconds.map((second) => [second.at, 0, read(second)] as const) };
}

function noteOf(band: Band | null): { note?: string } {
  return band === null ? {} : { note: withUnit(band.mean, "%") };
}
