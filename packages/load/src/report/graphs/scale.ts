import { scaleLinear, scaleLog, scaleUtc } from "d3-scale";

import { clock, figure } from "./figures.ts";

/** One axis of a chart. */
export interface Axis {
  /** "time" is of seconds, with ticks at round minutes and hours. "linear" if nothing is said. */
  scale?: "linear" | "log" | "time";
  /** Of the figures, for what is read from the graph: "ms", "%". */
  unit?: string;
  /** Name of the axis, where the title doesn't say it. */
  label?: string;
  /** Its ends. If not given: the values' own, and a linear y begins at 0. */
  from?: number;
  to?: number;
  /** What a tick says. If not given: the figure, with thousands separators. */
  tick?: (value: number) => string;
  /** What is said of a value that is read from the graph. If not given: the figure with its unit. */
  read?: (value: number) => string;
  /** Places of the ticks. If not given: round numbers. */
  ticks?: readonly number[];
}

export interface Tick {
  /** In pixels. */
  place: number;
  label: string;
}

export interface Scale {
  from: number;
  to: number;
  ticks: readonly Tick[];
  /** The place of a value in pixels. Undefined if it has none: nothing below 0 is on a log axis. */
  place(value: number): number | undefined;
}

export interface ScaleRoom {
  /** Pixels of the axis's beginning and end. */
  range: readonly [number, number];
  /** About how many ticks have room. */
  count: number;
  /** Whether the ends become round numbers. */
  nice: boolean;
}

/** Values that aren't finite don't count; without any, the axis runs from 0 (log: 1) to 1 (log: 10). */
export function makeScale(axis: Axis, values: Iterable<number>, room: ScaleRoom): Scale {
  const log = axis.scale === "log";
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from > to) [from, to] = log ? [1, 10] : [0, 1];
  [from, to] = [axis.from ?? from, axis.to ?? to];
  return log ? logScale(axis, from, to, room) : linearScale(axis, from, to, room);
}

function linearScale(axis: Axis, from: number, to: number, { range, count, nice }: ScaleRoom): Scale {
  const d3 = scaleLinear([from, to > from ? to : from + (Math.abs(from) || 1)], [...range]);
  if (nice) d3.nice(count);
  const [first = from, last = to] = d3.domain();
  const places = axis.ticks ?? (axis.scale === "time" ? timeTicks(first, last, count) : d3.ticks(count));
  const label = axis.tick ?? (axis.scale === "time" ? timeLabels(places) : tickLabel);
  return {
    from: first,
    to: last,
    ticks: places.map((at) => ({ place: d3(at), label: label(at) })),
    place: (value) => (Number.isFinite(value) ? d3(value) : undefined),
  };
}

function logScale(axis: Axis, from: number, to: number, { range, count, nice }: ScaleRoom): Scale {
  const [low, high] = nice || from === to ? [roundDown(from), roundUp(to)] : [from, to];
  const d3 = scaleLog([low, high > low ? high : low * 10], [...range]);
  const [first = low, last = high] = d3.domain();
  const places = axis.ticks ?? logTicks(first, last, count);
  const label = axis.tick ?? tickLabel;
  return {
    from: first,
    to: last,
    ticks: places.map((at) => ({ place: d3(at), label: label(at) })),
    place: (value) => (Number.isFinite(value) && value > 0 ? d3(value) : undefined),
  };
}

function timeTicks(from: number, to: number, count: number): number[] {
  const dates = scaleUtc([from * 1000, to * 1000], [0, 1]).ticks(count);
  return dates.map((date) => date.getTime() / 1000).filter((at) => Number.isInteger(at));
}

/** All alike: hours or minutes where all are whole ones, seconds where they are few, else minutes and seconds. */
function timeLabels(places: readonly number[]): (seconds: number) => string {
  if (places.every((at) => at % 3600 === 0)) return (at) => (at === 0 ? "0" : `${figure(at / 3600)} h`);
  if (places.every((at) => at % 60 === 0)) return (at) => (at === 0 ? "0" : `${figure(at / 60)} min`);
  if (places.every((at) => at <= 120)) return (at) => (at === 0 ? "0" : `${at} s`);
  return (at) => (at === 0 ? "0" : clock(at));
}

/** 1, 2, 5, 10, … or the powers of ten alone, or each so many of these. */
function logTicks(from: number, to: number, count: number): number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const powers = Array.from({ length: last - first + 1 }, (_, at) => 10 ** (first + at));
  const within = (at: number) => at >= from * 0.999 && at <= to * 1.001;
  const fine = powers.flatMap((power) => [power, 2 * power, 5 * power]).filter(within);
  if (fine.length <= 2 * count) return fine;
  const coarse = powers.filter(within);
  const each = Math.ceil(coarse.length / count);
  return coarse.filter((_, at) => at % each === 0);
}

function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([5, 2].find((step) => step * power <= value) ?? 1);
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((step) => step * power >= value) ?? 10);
}

/** Round numbers have few digits: none is cut off. */
function tickLabel(value: number): string {
  return Math.abs(value) >= 1e9 ? figure(value) : exact.format(value);
}

const exact = new Intl.NumberFormat("en", { maximumSignificantDigits: 12 });
