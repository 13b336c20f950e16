import { figure, withUnit } from "../report/graphs/figures.ts";
import { type Table } from "../report/table.ts";
import { listed } from "./change-words.ts";
import { type Quoted, type QuotedPercentiles } from "./quoted.ts";
import { type Metric, type RunRecord, spreadOver } from "./run-record.ts";
import { type Spread } from "./spread.ts";

/** What stands below a `runTable`. */
export function tableNote(groups: readonly RunGroup[]): string {
  const repeated = groups.some(({ runs }) => runs.length > 1)
    ? " With ±, a figure is the mean of repeated runs and half of what they differ by."
    : " Each row is one run.";
  const quoted = groups.some(({ quoted }) => quoted !== undefined)
    ? " Quoted figures are the performance report's, of a Python server on another machine."
    : "";
  return `Latencies in milliseconds, from the intended time of a message to its receipt by each member. CPU is the gateway's, in percent of one core: the mean, and the range of the plateau's seconds.${repeated}${quoted}`;
}

/** "12.1", or of several runs "12.1 ±0.4", where 0.4 is half of what they differ by. */
export function spreadText(spread: Spread | undefined): string {
  if (spread === undefined) return "–";
  const half = Number(((spread.max - spread.min) / 2).toPrecision(2));
  return spread.values.length === 1 ? figure(spread.mean) : `${figure(spread.mean)} ±${figure(half)}`;
}

/** "28% (24–33)": the mean over the plateau, and the band of its seconds over all runs. */
export function cpuText(runs: readonly RunRecord[]): string {
  const bands = runs.map(({ summary }) => summary.gatewayCpu).filter((band) => band !== null);
  const mean = spreadOver(runs, "cpu");
  if (mean === undefined) return "–";
  const [min, max] = [Math.min(...bands.map((band) => band.min)), Math.max(...bands.map((band) => band.max))];
  return `${mean.mean.toFixed(0)}% (${min.toFixed(0)}–${max.toFixed(0)})`;
}

/** "203 / 246 / 311". */
export function quotedText(quoted: QuotedPercentiles | undefined): string {
  return quoted === undefined ? "" : `${quoted.p90} / ${quoted.p95} / ${quoted.p99}`;
}

/** `percentiles_ms=[203,246,311]`, as the report prints them. */
export function quotedLine({ p90, p95, p99 }: QuotedPercentiles): string {
  return `\`percentiles_ms=[${p90},${p95},${p99}]\``;
}

/** The report, where in it, and that it is of another machine. */
export function quotedSource({ place }: Pick<Quoted, "place">): string {
  return `the performance report, “${place}”: a Python server on another machine`;
}

/** Whether the run is within the report's targets, and without faults. */
export function holdsTargets({ thresholds }: RunRecord): boolean {
  return thresholds.every(({ met }) => met);
}

/** "p90 was 307 ms (at most 200) and faults was 12 (at most 0)". */
export function missesInWords({ thresholds }: RunRecord): string {
  const missed = thresholds.filter(({ met }) => !met);
  return listed(
    missed.map(({ metric, value, most }) => {
      const unit = /^p\d/.test(metric) ? "ms" : "";
      return `${metric} was ${withUnit(value, unit)} (at most ${figure(most)})`;
    }),
  );
}

export interface RunGroup {
  title: string;
  runs: readonly RunRecord[];
  quoted?: QuotedPercentiles | undefined;
}

interface ColumnOf {
  heading: string;
  cell: (group: RunGroup) => string;
}

/** One row for each group of repeated runs; the report's percentiles in a last column if a group has some. */
export function runTable(first: string, groups: readonly RunGroup[]): Table {
  const columns: ColumnOf[] = [
    { heading: first, cell: ({ title }) => title },
    metric("deliveries/s", "deliveries"),
    metric("p90", "p90"),
    metric("p95", "p95"),
    metric("p99", "p99"),
    { heading: "CPU", cell: ({ runs }) => cpuText(runs) },
    metric("µs/delivery", "cpuPerDelivery"),
  ];
  if (groups.some(({ quoted }) => quoted !== undefined)) {
    columns.push({ heading: "quoted p90 / p95 / p99", cell: ({ quoted }) => quotedText(quoted) });
  }
  return {
    columns: columns.map(({ heading }) => ({ heading })),
    rows: groups.map((group) => columns.map(({ cell }) => cell(group))),
  };
}

function metric(heading: string, name: Metric): ColumnOf {
  return { heading, cell: ({ runs }) => spreadText(spreadOver(runs, name)) };
}
