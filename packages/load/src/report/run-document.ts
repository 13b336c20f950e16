import type { Result } from "../result/result.ts";
import { commandLine } from "./command-line.ts";
import type { Block, Document, Tile } from "./document.ts";
import { faultsInWords } from "./fault-names.ts";
import { byteSize, figure, withUnit } from "./graphs/figures.ts";
import { latencyDistribution } from "./graphs/latency-distribution.ts";
import { runGraphs } from "./graphs/run-graphs.ts";
import { howMeasured } from "./how-measured.ts";
import { PERCENTILES_SHOWN, percentilesLine } from "./percentiles-line.ts";
import {
  faultTable,
  figureTable,
  latencyTable,
  machineTable,
  markTable,
  optionTable,
  rateTable,
  thresholdTable,
} from "./run-tables.ts";
import type { Table } from "./table.ts";

/** The file with the printable picture, beside the report. */
export const GRAPHS_FILE = "graphs.svg";

/** The report on one run. */
export function runDocument(result: Result): Document {
  return { title: titleOf(result), subtitle: subtitleOf(result), blocks: blocksOf(result) };
}

export function titleOf({ options: { scenario, users, channels } }: Result): string {
  const what = scenario === "chat" ? "Load run" : `Load run: ${scenario}`;
  return `${what}, ${figure(users)} users in ${figure(channels)} ${channels === 1 ? "channel" : "channels"}`;
}

/** When, what and on which machine. */
export function subtitleOf({ startedAt, machine, options }: Result): string {
  const at = startedAt.replace("T", " ").replace(/(:\d\d)(?:\.\d+)?Z$/, "$1 UTC");
  const server = options.target === null ? "" : ` · server ${options.target}`;
  return `${at} · Hubbub ${machine.hubbub} · ${machine.cpu}, ${figure(machine.cores)} cores${server}`;
}

function blocksOf(result: Result): Block[] {
  const { options, summary, thresholds, marks, machine, histogram } = result;
  const percentiles = percentilesLine(summary.latency);
  const remote = summary.gatewayCpu === null && options.target !== null;
  const distribution = latencyDistribution([{ name: "deliveries", color: "blue", histogram }], {
    thresholds,
    width: 780,
  });
  return [
    ...warningsOf(result).map((text): Block => ({ kind: "warning", text })),
    { kind: "tiles", tiles: tilesOf(result) },
    ...(percentiles === undefined
      ? []
      : [{ kind: "text", text: `\`${percentiles}\` (${PERCENTILES_SHOWN})` } as const]),
    ...tableIf("Thresholds", thresholdTable(result)),
    { kind: "heading", text: "What was asked" },
    { kind: "columns", blocks: [tableBlock(optionTable(options)), tableBlock(machineTable(machine))] },
    { kind: "text", text: "The same run again:" },
    { kind: "code", text: commandLine(options) },
    { kind: "heading", text: "Over time" },
    ...(remote ? [{ kind: "note", text: REMOTE } as const] : []),
    { kind: "pictures", pictures: runGraphs(result), file: GRAPHS_FILE, caption: GRAPHS_CAPTION },
    ...(marks.length > 0 ? [{ kind: "table", table: markTable(result) } as const] : []),
    { kind: "heading", text: "Latency" },
    { kind: "pictures", pictures: [distribution], columns: 1 },
    { kind: "table", table: latencyTable(result) },
    ...tableIf("Scenario", figureTable(result)),
    { kind: "heading", text: "Rates, CPU and memory" },
    { kind: "table", table: rateTable(result) },
    { kind: "heading", text: "Faults" },
    { kind: "table", table: faultTable(result) },
    { kind: "heading", text: "How it was measured" },
    { kind: "list", items: howMeasured(result) },
  ];
}

const REMOTE = "CPU, memory and pacing of a server on another machine can't be seen from here.";
const GRAPHS_CAPTION =
  "Figures of each second, by when they came in. The plateau is shaded; percentiles and rates in tables are of what was intended in it.";

function tableIf(heading: string, table: Table): Block[] {
  return table.rows.length === 0 ? [] : [{ kind: "heading", text: heading }, tableBlock(table)];
}

function tableBlock(table: Table): Block {
  return { kind: "table", table };
}

/** All that may make the figures say less than they seem to. */
export function warningsOf({ warnings, summary }: Result): string[] {
  const faults = faultsInWords(summary.faults);
  return [...warnings, ...(faults === undefined ? [] : [`Not all went as it should have: ${faults}.`])];
}

function tilesOf({ summary, thresholds }: Result): Tile[] {
  const percentile = (name: "p90" | "p95" | "p99"): Tile => {
    const value = summary.latency.count === 0 ? "–" : withUnit(summary.latency[name], "ms");
    const threshold = thresholds.find(({ metric }) => metric === name);
    if (threshold === undefined) return { label: `${name} latency`, value };
    const verdict = threshold.met ? "good" : "bad";
    return { label: `${name} latency`, value, note: `target ${withUnit(threshold.most, "ms")}`, verdict };
  };
  const tiles: Tile[] = [
    percentile("p90"),
    percentile("p95"),
    percentile("p99"),
    {
      label: "deliveries a second",
      value: figure(summary.deliveredPerSecond),
      note: `of ${figure(summary.sentPerSecond)} messages a second`,
    },
  ];
  const { gatewayCpu, gatewayMemory } = summary;
  if (gatewayCpu !== null) {
    const note =
      gatewayMemory === null ? "of one core" : `of one core; memory ${byteSize(gatewayMemory.max)}`;
    tiles.push({ label: "CPU of the gateway", value: withUnit(gatewayCpu.mean, "%"), note });
  }
  return tiles;
}
