import { drawHead, type Key } from "./legend.ts";
import { GRAPH_HEIGHT, GRAPH_WIDTH } from "./picture.ts";
import { type Axis, makeScale, type Scale } from "./scale.ts";
import { element, text } from "./svg.ts";
import { textWidth } from "./text-width.ts";

export interface FrameOptions {
  title: string;
  /** After the title, smaller. */
  subtitle?: string;
  x: Axis;
  y: Axis;
  xValues: Iterable<number>;
  yValues: Iterable<number>;
  keys: readonly Key[];
  /** Pixels between legend and phases, for names of marks. */
  markRoom: number;
  width?: number;
  height?: number;
}

/** What a chart draws into: its scales, the rectangle in pixels, and what stands below and above the data. */
export interface Frame {
  width: number;
  height: number;
  x: Scale;
  y: Scale;
  left: number;
  right: number;
  /** Where names of marks may begin. */
  markTop: number;
  top: number;
  bottom: number;
  /** Grid lines: drawn first. */
  grid: string;
  /** Title, legend, axes: drawn last. */
  axes: string;
}

const TICK_ROOM = 19;
const LABEL_ROOM = 15;
const TOP_ROOM = 13;

export function frame(options: FrameOptions): Frame {
  const {
    title,
    subtitle = "",
    x: xAxis,
    y: yAxis,
    keys,
    markRoom,
    width = GRAPH_WIDTH,
    height = GRAPH_HEIGHT,
  } = options;
  const head = drawHead(title, subtitle, keys, width);
  const markTop = head.bottom + 3;
  const top = markTop + markRoom + TOP_ROOM + (yAxis.label === undefined ? 0 : LABEL_ROOM);
  const bottom = height - TICK_ROOM - (xAxis.label === undefined ? 0 : LABEL_ROOM);
  const ySteps = Math.max(2, Math.round((bottom - top) / 38));
  const y = makeScale(withZero(yAxis), options.yValues, { range: [bottom, top], count: ySteps, nice: true });
  const left = Math.ceil(10 + Math.max(...y.ticks.map(({ label }) => textWidth(label)), 10));
  const right = width - 14;
  const nice = xAxis.scale === "log" && xAxis.to === undefined;
  const x = makeScale(xAxis, options.xValues, { range: [left, right], count: (right - left) / 75, nice });

  const grid = y.ticks.map(({ place }) =>
    element("path", { class: "grid", d: `M${left} ${crisp(place)}H${right}` }),
  );
  const axes = [
    head.elements,
    ...y.ticks.map(({ place, label }) => text(label, { x: left - 7, y: place + 4, "text-anchor": "end" })),
    element("path", { class: "axis", d: `M${left} ${crisp(bottom)}H${right}` }),
    ...x.ticks.map(({ place }) => element("path", { class: "axis", d: `M${crisp(place)} ${bottom}v4` })),
    ...tickLabels(x, left, right, width, bottom + 16),
  ];
  if (yAxis.label !== undefined) axes.push(text(yAxis.label, { x: 0, y: top - 10 }));
  if (xAxis.label !== undefined)
    axes.push(text(xAxis.label, { x: right, y: height - 4, "text-anchor": "end" }));
  return { width, height, x, y, left, right, markTop, top, bottom, grid: grid.join(""), axes: axes.join("") };
}

/** In the middle of a pixel, so that a line of one pixel is sharp. */
export function crisp(place: number): number {
  return Math.round(place) + 0.5;
}

function withZero(axis: Axis): Axis {
  return axis.scale === "log" || axis.from !== undefined ? axis : { ...axis, from: 0 };
}

/** Without those that would run into the one before; the first and the last stay within the picture. */
function tickLabels(x: Scale, left: number, right: number, width: number, y: number): string[] {
  let end = -Infinity;
  return x.ticks.flatMap(({ place, label }) => {
    const half = textWidth(label) / 2;
    const middle = Math.min(Math.max(place, half), width - half);
    if (middle - half < end + 8 || place < left - 1 || place > right + 1) return [];
    end = middle + half;
    return [text(label, { x: middle, y, "text-anchor": "middle" })];
  });
}
