import { figure } from "../report/graphs/figures.ts";
import { brailleGraph } from "./braille-graph.ts";
import { overTime } from "./over-time.ts";
import type { Paint } from "./paint.ts";
import type { Progress } from "./progress.ts";

const GRAPH_ROWS = { least: 4, most: 14 };
/** Times a power of ten, they are the ends that the axis may have. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
/** Columns of the graph's axis. */
const AXIS = 8;

interface GraphRoom {
  columns: number;
  rows: number;
  paint: Paint;
}

/** The median and p99 over the whole run that was asked for; empty where there is no room. */
export function graphLines({ seconds, options }: Progress, { columns, rows, paint }: GraphRoom): string[] {
  const height = Math.min(GRAPH_ROWS.most, rows - 1);
  const width = columns - AXIS;
  if (height < GRAPH_ROWS.least || width < 10 || seconds.length === 0) return [];
  const read = (name: "p50" | "p99") =>
    overTime(seconds, options, 2 * width, ({ latency }) => (latency.count === 0 ? null : latency[name]));
  const [p50, p99] = [read("p50"), read("p99")];
  const top = roundUp(Math.max(...p99.map((value) => value ?? 0)));
  const lines = [
    { style: "yellow", values: p99 },
    { style: "blue", values: p50 },
  ] as const;
  const drawn = brailleGraph(lines, { columns: width, rows: height, top }, paint);
  const label = (text: string) => paint("dim", `${text.padStart(AXIS - 2)} `);
  return [
    "",
    `${label("ms")}${paint("yellow", "p99")} ${paint("blue", "p50")}`,
    ...drawn.map((line, row) => {
      const axis = row === 0 ? figure(top) : row === height - 1 ? "0" : "";
      return `${label(axis)}${paint("dim", row === height - 1 ? "┴" : "│")}${line}`.trimEnd();
    }),
  ];
}

/** The next round number. */
function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (STEPS.find((step) => step * power >= value) ?? 10);
}
