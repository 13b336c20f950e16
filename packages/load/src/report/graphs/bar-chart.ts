import type { Color } from "./colors.ts";
import { withUnit } from "./figures.ts";
import { crisp } from "./frame.ts";
import { drawHead } from "./legend.ts";
import { GRAPH_WIDTH, type Picture } from "./picture.ts";
import { makeScale, type Scale } from "./scale.ts";
import { element, text } from "./svg.ts";
import { inTwoLines, textWidth } from "./text-width.ts";

/** A value of each row. */
export interface BarSeries {
  name: string;
  color: Color;
}

/** A value, and the range that it moved in, drawn as a thin line over the bar. */
export interface Bar {
  value: number;
  low?: number;
  high?: number;
}

/** What is compared: a variant of the server, say. */
export interface BarRow {
  label: string;
  /** One for each series; null where nothing was measured. */
  bars: readonly (Bar | null)[];
}

/**
 * Labelled values beside each other, as lying bars from 0: before and after, one row each, as many bars as there
 * are series. Its height grows with the rows.
 *
 *     barChart({
 *       title: "Latency",
 *       subtitle: "ms, one change at a time",
 *       unit: "ms",
 *       series: [{ name: "p90", color: "teal" }, { name: "p99", color: "blue" }],
 *       rows: [{ label: "JSON, deflated", bars: [{ value: 203 }, { value: 311 }] }],
 *       limits: [{ at: 200, label: "target p90" }],
 *     })
 */
export interface BarChart {
  title: string;
  subtitle?: string;
  /** "ms", "%". */
  unit: string;
  series: readonly BarSeries[];
  rows: readonly BarRow[];
  /** Levels across the bars, drawn if they are within the values' range. */
  limits?: readonly { at: number; label: string }[];
  width?: number;
}

const BAR = 13;
const BAR_GAP = 2;
const ROW_GAP = 11;
const LINE = 12;
const TICK_ROOM = 20;
const LIMIT_ROOM = 16;
/** Of the width, for the rows' labels at most. */
const LABEL_SHARE = 0.36;

export function barChart(chart: BarChart): Picture {
  const { title, subtitle = "", unit, series, rows, limits = [], width = GRAPH_WIDTH } = chart;
  const bars = rows.flatMap((row) => row.bars).filter((bar) => bar !== null);
  const values = bars.flatMap(({ value, high }) => [value, high ?? value]);
  const labels = rows.map(({ label }) => inTwoLines(label, width * LABEL_SHARE));
  const left = Math.ceil(8 + Math.max(0, ...labels.flat().map(textWidth)));
  const figureRoom = Math.max(...bars.map(({ value }) => textWidth(withUnit(value, unit))), 30) + 10;
  const right = Math.max(left + 40, width - figureRoom);
  const room = { range: [left, right], count: (right - left) / 70, nice: false } as const;
  const x = makeScale({ from: 0 }, values, room);

  const shown = limits.filter(({ at }) => at > x.from && at <= x.to);
  const keys = series.map(({ name, color }) => ({ name, area: `fill-${color}` }));
  const head = drawHead(title, subtitle, keys.length > 1 ? keys : [], width);
  const top = head.bottom + 3 + (shown.length > 0 ? LIMIT_ROOM : 0);
  const rowHeight = series.length * (BAR + BAR_GAP) + ROW_GAP;
  const bottom = top + rows.length * rowHeight + 4;
  const elements = [
    head.elements,
    ...x.ticks.flatMap(({ place, label }) => [
      element("path", { class: "grid", d: `M${crisp(place)} ${top}V${bottom}` }),
      text(label, { x: place, y: bottom + 15, "text-anchor": "middle" }),
    ]),
    ...shown.map(({ at, label }) => {
      const place = x.place(at)!;
      const anchor = place + textWidth(label) > width ? "end" : "start";
      return (
        element("path", { class: "limit", d: `M${crisp(place)} ${top - 2}V${bottom}` }) +
        text(label, { class: "limit-text", x: place, y: top - 5, "text-anchor": anchor })
      );
    }),
    ...rows.map((row, at) => {
      const y = top + ROW_GAP / 2 + at * rowHeight;
      return drawRow(row.bars, { label: labels[at]!, series, unit, x, y, left });
    }),
    element("path", { class: "axis", d: `M${crisp(left)} ${top}V${bottom}` }),
  ];
  return { title, width, height: bottom + TICK_ROOM, elements: elements.join("") };
}

interface RowPlace {
  /** By lines. */
  label: readonly string[];
  series: readonly BarSeries[];
  unit: string;
  x: Scale;
  y: number;
  left: number;
}

function drawRow(bars: BarRow["bars"], { label, series, unit, x, y, left }: RowPlace): string {
  const height = series.length * (BAR + BAR_GAP) - BAR_GAP;
  const drawn = series.map(({ color }, at) => {
    const top = y + at * (BAR + BAR_GAP);
    const bar = bars[at] ?? null;
    if (bar === null) return text("not measured", { x: left + 6, y: top + BAR - 3 });
    const end = Math.max(left, x.place(bar.value) ?? left);
    const [low, high] = [x.place(bar.low ?? bar.value) ?? end, x.place(bar.high ?? bar.value) ?? end];
    const parts = [
      element("rect", { class: `fill-${color}`, x: left, y: top, width: end - left, height: BAR, rx: 1.5 }),
    ];
    if (high > low) {
      const middle = crisp(top + BAR / 2 - 0.5);
      parts.push(
        element("path", {
          class: "whisker",
          d: `M${low} ${middle}H${high}M${low} ${middle - 3}v6M${high} ${middle - 3}v6`,
        }),
      );
    }
    const figureAt = Math.max(end, high) + 5;
    parts.push(text(withUnit(bar.value, unit), { class: "strong halo", x: figureAt, y: top + BAR - 2.5 }));
    return parts.join("");
  });
  const base = y + height / 2 + 4 - ((label.length - 1) * LINE) / 2;
  const lines = label.map((line, at) =>
    text(line, { class: "strong", x: left - 8, y: base + at * LINE, "text-anchor": "end" }),
  );
  return [...lines, ...drawn].join("");
}
