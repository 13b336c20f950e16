import { area, line } from "d3-shape";

import type { Color } from "./colors.ts";
import { crisp, type Frame, frame } from "./frame.ts";
import type { Key } from "./legend.ts";
import { drawMarks, drawSpans, type MarkOf, markRoom, type SpanOf } from "./on-x.ts";
import type { Picture } from "./picture.ts";
import { readouts } from "./readouts.ts";
import type { Axis } from "./scale.ts";
import { element, text } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { type Point, type Stretch, thinOut, thinOutBand } from "./thin-out.ts";

/** A line. */
export interface Series {
  name: string;
  color: Color;
  /** x and y, in the order of x; null where nothing was measured, which leaves a hole. */
  points: readonly (readonly [x: number, y: number | null])[];
  /** "solid" if nothing is said; "thin" for what stands behind others. */
  style?: "solid" | "dashed" | "thin";
  /** Whether each point is shown as a dot: for a few measurements, not for a course over time. */
  dots?: boolean;
  /** What the legend says beside the name, a mean for example. A single series has a legend only if it has a note. */
  note?: string;
  /** What the legend says instead of name and note. */
  key?: string;
  /** Not in the legend: another run of what an earlier series has. */
  unlisted?: boolean;
}

/** The area between two lines over the same x. */
export interface BandArea {
  color: Color;
  /** 0 to 1. */
  opacity: number;
  points: readonly (readonly [x: number, low: number | null, high: number | null])[];
}

/** A level across the graph, drawn if it is within the values' range. */
export interface Limit {
  at: number;
  label: string;
}

/**
 * Lines over any x: a course over time, or a ladder of users.
 *
 *     lineChart({
 *       title: "Latency",
 *       subtitle: "ms, by users",
 *       x: { scale: "log", label: "users" },
 *       y: { unit: "ms", scale: "log" },
 *       series: [{ name: "p99", color: "blue", points: [[250, 12.1], [425, 14.9]], dots: true }],
 *       limits: [{ at: 1000, label: "target p99" }],
 *     })
 */
export interface LineChart {
  title: string;
  /** After the title, smaller: the unit, for example. */
  subtitle?: string;
  x: Axis;
  y: Axis;
  series: readonly Series[];
  bands?: readonly BandArea[];
  limits?: readonly Limit[];
  /** Stretches of x, named at the top: phases. */
  spans?: readonly SpanOf[];
  /** Places on x with a name: events. */
  marks?: readonly MarkOf[];
  width?: number;
  height?: number;
}

export function lineChart(chart: LineChart): Picture {
  const { title, x, y, series, bands = [], limits = [], spans = [], marks = [] } = chart;
  const listed = series.filter(({ unlisted }) => unlisted !== true);
  const framed = frame({
    ...chart,
    x,
    y,
    xValues: [
      ...series.flatMap(({ points }) => points.map(([at]) => at)),
      ...spans.flatMap(({ from, to }) => [from, to]),
    ],
    yValues: [
      ...series.flatMap(({ points }) => points.map(([, value]) => value ?? Number.NaN)),
      ...bands.flatMap(edges),
    ],
    keys: listed.length > 1 || listed[0]?.note !== undefined ? listed.map(keyOf) : [],
    markRoom: markRoom(marks),
  });
  const placed = placeLimits(framed, limits);
  const measured = series.some(({ points }) =>
    points.some(([, value]) => value !== null && Number.isFinite(value)),
  );
  const elements = [
    drawSpans(framed, spans),
    framed.grid,
    ...bands.map((band) => drawBand(framed, band)),
    ...placed.map(({ line }) => line),
    ...series.map((one) => drawSeries(framed, one)),
    ...placed.map(({ label }) => label),
    drawMarks(framed, marks),
    framed.axes,
    measured ? "" : nothing(framed),
  ].join("");
  const { width, height } = framed;
  return { title, width, height, elements, readouts: readouts(framed, { x, y, series }) };
}

function edges({ points }: BandArea): number[] {
  return points.flatMap(([, low, high]) => [low ?? Number.NaN, high ?? Number.NaN]);
}

function keyOf({ name, note, key, color, style }: Series): Key {
  return { name: key ?? (note === undefined ? name : `${name} ${note}`), line: lineClass(color, style) };
}

function lineClass(color: Color, style: Series["style"] = "solid"): string {
  return style === "solid" ? `line stroke-${color}` : `line stroke-${color} ${style}`;
}

function drawSeries({ x, y }: Frame, { points, color, style, dots = false }: Series): string {
  const placed = points.flatMap(([at, value]): Point[] => {
    const place = x.place(at);
    return place === undefined ? [] : [{ x: place, y: value === null ? undefined : y.place(value) }];
  });
  const path = line<Point>(
    (point) => point.x,
    (point) => point.y ?? 0,
  ).defined((point) => point.y !== undefined);
  const drawn = element("path", { class: lineClass(color, style), d: path.digits(1)(thinOut(placed)) ?? "" });
  if (!dots) return drawn + lonePoints(placed, color);
  const shown = placed.filter((point) => point.y !== undefined);
  return drawn + shown.map((point) => dot(point, color, 3)).join("");
}

/** A point between two holes is no line: it would not be seen. */
function lonePoints(points: readonly Point[], color: Color): string {
  const lone = points.filter(
    ({ y }, at) => y !== undefined && points[at - 1]?.y === undefined && points[at + 1]?.y === undefined,
  );
  return lone.map((point) => dot(point, color, 2)).join("");
}

function dot({ x, y }: Point, color: Color, r: number): string {
  return element("circle", { class: `fill-${color}`, cx: x, cy: y, r });
}

function drawBand({ x, y }: Frame, { color, opacity, points }: BandArea): string {
  const placeOf = (value: number | null) => (value === null ? undefined : y.place(value));
  const places = points.flatMap(([at, low, high]): Stretch[] => {
    const place = x.place(at);
    return place === undefined ? [] : [{ x: place, low: placeOf(low), high: placeOf(high) }];
  });
  const path = area<Stretch>()
    .x((stretch) => stretch.x)
    .y0((stretch) => stretch.low ?? 0)
    .y1((stretch) => stretch.high ?? 0)
    .defined(({ low, high }) => low !== undefined && high !== undefined);
  return element("path", {
    class: `fill-${color}`,
    "fill-opacity": opacity,
    d: path.digits(1)(thinOutBand(places)) ?? "",
  });
}

/** Those within the values' range, their names above each other where they would meet. */
function placeLimits({ y, left, right }: Frame, limits: readonly Limit[]): { line: string; label: string }[] {
  let lowest = Infinity;
  const within = limits.filter(({ at }) => at >= y.from && at <= y.to).toSorted((a, b) => a.at - b.at);
  return within.flatMap(({ at, label }) => {
    const place = y.place(at);
    if (place === undefined) return [];
    const base = Math.min(place - 4, lowest - 12);
    lowest = base;
    return [
      {
        line: element("path", { class: "limit", d: `M${left} ${crisp(place)}H${right}` }),
        label: text(label, { class: "limit-text halo", x: right - 4, y: base, "text-anchor": "end" }),
      },
    ];
  });
}

function nothing({ left, right, top, bottom }: Frame): string {
  const sentence = "nothing measured";
  const x = Math.max((left + right) / 2, textWidth(sentence) / 2);
  return text(sentence, { x, y: (top + bottom) / 2, "text-anchor": "middle" });
}
