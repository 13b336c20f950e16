import uPlot from "uplot";

import { language } from "../../i18n/text.ts";
import type { ChartColours } from "./chart-colours.ts";
import { figure, type Unit } from "./figures.ts";
import type { Graph } from "./graphs.ts";
import { type Span, SPAN_MS } from "./use-health.ts";

export const PLOT_HEIGHT = 180;
const FONT = "12px system-ui, sans-serif";
/** Of logarithmic axes: what is below lies on the ground. */
export const LOG_FLOOR = 0.1;

export interface PlotContext {
  graph: Graph;
  span: Span;
  /** Read at each drawing. */
  colours: () => ChartColours;
  /** The server's clock, in ms since 1970 UTC: the end of the time axis. */
  now: () => number;
  /** The place of the cursor, and null where there is none. */
  onCursor: (index: number | null) => void;
}

export function plotOptions(context: PlotContext, width: number): uPlot.Options {
  const { graph, span, colours, now } = context;
  const [first, ...others] = [...new Set(graph.series.map(({ unit }) => unit))];
  const units = [first ?? "count", ...others];
  return {
    width,
    height: PLOT_HEIGHT,
    // The right edge leaves room for the last time's label.
    padding: [8, others.length > 0 ? 0 : 16, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: "hubbub-health" }, drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: true, range: () => [(now() - SPAN_MS[span]) / 1000, now() / 1000] },
      ...Object.fromEntries(units.map((unit) => [unit, valueScale(graph)])),
    },
    axes: [timeAxis(span, colours), ...units.map((unit, i) => valueAxis(unit, i, colours, graph))],
    series: [
      {},
      ...graph.series.map(({ label, unit }, i) => ({
        label,
        scale: unit,
        stroke: () => colours().series[i] ?? "",
        width: 1.5,
        points: { show: true, size: 4, filter: lonely },
      })),
    ],
    hooks: {
      draw: [(plot) => drawTargets(plot, context)],
      setCursor: [(plot) => context.onCursor(plot.cursor.idx ?? null)],
    },
  };
}

function valueScale({ logarithmic = false, atLeast }: Graph): uPlot.Scale {
  if (logarithmic) {
    return { distr: 3, range: (_plot, _min, max) => [LOG_FLOOR, Math.max(atLeast, (max ?? 0) * 1.2)] };
  }
  return { range: (_plot, _min, max) => [0, Math.max(atLeast, (max ?? 0) * 1.1)] };
}

function timeAxis(span: Span, colours: () => ChartColours): uPlot.Axis {
  const seconds = span === "minute" ? ({ second: "2-digit" } as const) : {};
  const clock = new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    ...seconds,
  });
  return {
    stroke: () => colours().text,
    font: FONT,
    space: 70,
    size: 28,
    grid: { show: false },
    ticks: { show: false },
    values: (_plot, times) => times.map((time) => clock.format(time * 1000)),
  };
}

function valueAxis(unit: Unit, i: number, colours: () => ChartColours, graph: Graph): uPlot.Axis {
  return {
    scale: unit,
    side: i === 0 ? 3 : 1,
    stroke: () => colours().text,
    font: FONT,
    size: 62,
    space: 32,
    grid: { show: i === 0, stroke: () => colours().grid, width: 1 },
    ticks: { show: false },
    incrs: unit === "bytes" ? BYTE_STEPS : STEPS,
    values: (_plot, values) => values.map((value) => (value === null ? "" : figure(value, unit))),
    ...(graph.logarithmic === true && { splits: () => [0.1, 1, 10, 100, 1000, 10_000, 100_000] }),
  };
}

/** Distances of an axis's lines: 1, 2, 5, 10, … and of bytes in powers of two. */
const STEPS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();
const BYTE_STEPS = Array.from({ length: 45 }, (_, power) => 2 ** power);

/** Points that have no neighbour: no line would show them. */
function lonely(plot: uPlot, series: number): number[] {
  const values = Array.from(plot.data[series] ?? []);
  const isThere = (i: number) => values[i] !== null && values[i] !== undefined;
  return values.flatMap((_, i) => (isThere(i) && !isThere(i - 1) && !isThere(i + 1) ? [i] : []));
}

function drawTargets(plot: uPlot, { graph, colours }: PlotContext): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const [i, { target, unit }] of graph.series.entries()) {
    if (target === undefined) continue;
    const y = Math.round(plot.valToPos(target, unit, true)) + 0.5;
    ctx.strokeStyle = colours().series[i] ?? "";
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}
