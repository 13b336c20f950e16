import type { Result, Second } from "../../result/result.ts";
import { type Bar, barChart } from "../graphs/bar-chart.ts";
import type { Color } from "../graphs/colors.ts";
import { type DistributionOf, latencyDistribution } from "../graphs/latency-distribution.ts";
import { latencyAxis } from "../graphs/latency.ts";
import { type LineChart, lineChart, type Series } from "../graphs/line-chart.ts";
import type { Picture } from "../graphs/picture.ts";
import { phasesOf, seriesOf } from "../graphs/run-graphs.ts";
import type { Comparison } from "./comparison.ts";
import { meanOf } from "./estimate.ts";
import type { Side } from "./sides.ts";

const COLOR_A = "orange";
const COLOR_B = "blue";
const MIB = 2 ** 20;

/** Both on one axis; of repeats each is a line. What neither has is missing. */
export function comparisonGraphs(comparison: Comparison): Picture[] {
  const all = [...comparison.a.results, ...comparison.b.results];
  const seconds = all.flatMap((result) => result.seconds);
  const y = latencyAxis(seconds);
  return [
    percentileBars(comparison),
    distributions(comparison),
    overTime(
      comparison,
      { title: "Median latency", subtitle: "ms, p50 of each second", y: { ...y, scale: "linear" } },
      ofLatency("p50"),
    ),
    overTime(comparison, { title: "Latency", subtitle: "ms, p99 of each second", y }, ofLatency("p99")),
    overTime(comparison, { title: "Deliveries a second", y: {} }, ({ delivered }) => delivered),
    overTime(
      comparison,
      { title: "CPU of the gateway", subtitle: "% of one core", y: { unit: "%" } },
      ({ cpu }) => cpu.gateway,
    ),
    overTime(
      comparison,
      { title: "Memory of the gateway", subtitle: "MiB, resident", y: { unit: "MiB" } },
      ({ memory }) => (memory.gateway === null ? null : memory.gateway / MIB),
    ),
  ].filter((picture) => picture !== undefined);
}

function overTime(
  { a, b }: Comparison,
  chart: Omit<LineChart, "x" | "series">,
  read: (second: Second) => number | null,
): Picture | undefined {
  const series = [...seriesOfSide("A", a, COLOR_A, read), ...seriesOfSide("B", b, COLOR_B, read)];
  if (!series.some(({ points }) => points.some(([, value]) => value !== null))) return undefined;
  const longest = [...a.results, ...b.results].toSorted(
    (one, other) => other.seconds.length - one.seconds.length,
  )[0]!;
  return lineChart({ ...chart, x: { scale: "time", from: 0 }, series, spans: phasesOf(longest.seconds) });
}

function seriesOfSide(
  name: string,
  { results }: Side,
  color: Color,
  read: (second: Second) => number | null,
): Series[] {
  return results.map((result, at) => ({
    ...seriesOf(result, runName(name, at, results), color, read),
    ...(results.length > 1 ? { style: "thin" as const } : {}),
    key: name,
    unlisted: at > 0,
  }));
}

function distributions({ a, b }: Comparison): Picture {
  return latencyDistribution([...distributionsOf("A", a, COLOR_A), ...distributionsOf("B", b, COLOR_B)]);
}

function distributionsOf(name: string, { results }: Side, color: Color): DistributionOf[] {
  return results.map(({ histogram }, at) => ({
    name: runName(name, at, results),
    key: name,
    color,
    histogram,
    unlisted: at > 0,
    style: results.length > 1 ? "thin" : "solid",
  }));
}

function runName(name: string, at: number, results: readonly Result[]): string {
  return results.length > 1 ? `${name}${at + 1}` : name;
}

function percentileBars({ a, b }: Comparison): Picture {
  return barChart({
    title: "Latency",
    subtitle: "ms, of all deliveries",
    unit: "ms",
    series: [
      { name: "A", color: COLOR_A },
      { name: "B", color: COLOR_B },
    ],
    rows: (["p50", "p90", "p95", "p99"] as const).map((name) => ({
      label: name,
      bars: [percentileBar(a, name), percentileBar(b, name)],
    })),
  });
}

/** The mean of the repeats, and their range. */
function percentileBar({ results }: Side, name: "p50" | "p90" | "p95" | "p99"): Bar {
  const values = results.map(({ summary }) => summary.latency[name]);
  return { value: meanOf(values), low: Math.min(...values), high: Math.max(...values) };
}

function ofLatency(name: "p50" | "p99"): (second: Second) => number | null {
  return ({ latency }) => (latency.count === 0 ? null : latency[name]);
}
