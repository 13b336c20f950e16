import { seededRandom } from "../../generator/random.ts";
import type { Machine, RunOptions } from "../../result/result.ts";
import { asTyped } from "../command-line.ts";
import { type ComparedFigure, comparedFigures, plateauOf } from "./compared-figures.ts";
import {
  type Change,
  type Estimate,
  estimateOfRepeats,
  estimateOfSeconds,
  meanOf,
  welch,
} from "./estimate.ts";
import { differingOptions, type Side } from "./sides.ts";

/**
 * What to make of a change. "noise": the interval of the change has zero in it. "unknown": nothing tells how much
 * the figure varies by itself. "different": beyond the noise, but neither way is better.
 */
export type Verdict = "better" | "worse" | "different" | "noise" | "same" | "unknown";

export interface ComparedRow {
  figure: ComparedFigure;
  /** Means of the repeats; null where not measured. */
  a: number | null;
  b: number | null;
  /** Undefined where either wasn't measured; without an interval where the noise is unknown. */
  change?: { difference: number } | Change;
  verdict: Verdict;
}

/** A and B, figure by figure. */
export interface Comparison {
  a: Side;
  b: Side;
  /** Whether noise is that between repeats on both sides; of a single run only that within it is known. */
  noise: "repeats" | "seconds";
  /** Options that differ, with what they are on each side. */
  options: { name: string; a: string; b: string; workload: boolean }[];
  /** Sentences on why this may not be a comparison of like with like. */
  warnings: string[];
  rows: ComparedRow[];
}

/** Those that say how much there is to do; the others are what one may want to compare. */
const WORKLOAD = new Set<keyof RunOptions>([
  "scenario",
  "users",
  "channels",
  "rate",
  "arrivals",
  "size",
  "rampUpMs",
  "plateauMs",
  "rampDownMs",
  "auth",
  "extra",
]);
/** Of the bootstrap: the same results are always compared alike. */
const SEED = 1;
/** Smaller changes, as a share, are those of adding numbers up in another order. */
const ROUNDING = 1e-9;

export function compareSides(a: Side, b: Side): Comparison {
  const options = [...optionsThatDiffer(a, b), ...machinesThatDiffer(a, b)];
  const figures = comparedFigures([...a.results, ...b.results]);
  const rows = figures.map((figure) => compareFigure(figure, a, b));
  return {
    a,
    b,
    noise: a.results.length > 1 && b.results.length > 1 ? "repeats" : "seconds",
    options,
    warnings: [...warningsOn(options), ...ownWarnings("A", a), ...ownWarnings("B", b)],
    rows: rows.filter((row) => (row.a !== null || row.b !== null) && !isGoodFault(row)),
  };
}

/** Faults that nobody has are no news. */
function isGoodFault({ figure, a, b }: ComparedRow): boolean {
  return figure.exact === true && a === 0 && b === 0;
}

function compareFigure(figure: ComparedFigure, a: Side, b: Side): ComparedRow {
  const [from, to] = [valuesOf(figure, a), valuesOf(figure, b)];
  if (from === null || to === null) {
    return { figure, a: from && meanOf(from), b: to && meanOf(to), verdict: "unknown" };
  }
  const row = { figure, a: meanOf(from), b: meanOf(to) };
  const difference = Math.abs(row.b - row.a) <= ROUNDING * Math.abs(row.a) ? 0 : row.b - row.a;
  if (figure.exact === true)
    return { ...row, change: { difference }, verdict: verdictOn(figure, difference) };
  const before = estimateOfRepeats(from) ?? withinRun(figure, a, row.a);
  const after = estimateOfRepeats(to) ?? withinRun(figure, b, row.b);
  if (before === null || after === null) {
    return { ...row, change: { difference }, verdict: "unknown" };
  }
  const change = welch(before, after);
  if (difference === 0) return { ...row, change, verdict: "same" };
  const beyond = change.low > 0 || change.high < 0;
  if (!beyond) return { ...row, change, verdict: "noise" };
  return { ...row, change, verdict: verdictOn(figure, difference) };
}

function verdictOn({ better }: ComparedFigure, difference: number): Verdict {
  if (difference === 0) return "same";
  if (better === undefined) return "different";
  return difference < 0 === (better === "lower") ? "better" : "worse";
}

/** Null unless all have it. */
function valuesOf({ of }: ComparedFigure, { results }: Side): number[] | null {
  const values = results.map(of).filter((value) => value !== null);
  return values.length === results.length ? values : null;
}

/** Of a side with a single run, whose figure is `value`. */
function withinRun({ second }: ComparedFigure, { results: [result] }: Side, value: number): Estimate | null {
  if (second === undefined) return null;
  return estimateOfSeconds(value, plateauOf(result!, second), seededRandom(SEED));
}

function optionsThatDiffer(a: Side, b: Side): Comparison["options"] {
  const [first, second] = [a.results[0]!.options, b.results[0]!.options];
  return differingOptions(first, second).map((name) => ({
    name: asTyped(name, first).flag,
    a: shown(a.results.map(({ options }) => asTyped(name, options).value)),
    b: shown(b.results.map(({ options }) => asTyped(name, options).value)),
    workload: WORKLOAD.has(name),
  }));
}

function machinesThatDiffer(a: Side, b: Side): Comparison["options"] {
  const names = Object.keys(a.results[0]!.machine) as (keyof Machine)[];
  return names
    .map((name) => ({
      name: `machine: ${name}`,
      a: machineOf(a, name),
      b: machineOf(b, name),
      workload: false,
    }))
    .filter((option) => option.a !== option.b);
}

function machineOf({ results }: Side, name: keyof Machine): string {
  return shown(results.map(({ machine }) => machine[name]));
}

/** Each value once. */
function shown(values: readonly unknown[]): string {
  return [
    ...new Set(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)))),
  ].join(", ");
}

function warningsOn(options: Comparison["options"]): string[] {
  const workload = options.filter((option) => option.workload).map(({ name }) => name);
  const hardware = options.some(({ name }) => name === "machine: cpu" || name === "machine: cores");
  return [
    ...(workload.length > 0
      ? [
          `A and B were asked to do different things (${workload.join(", ")}): their figures say little about each other.`,
        ]
      : []),
    ...(hardware ? ["A and B ran on different machines: a change may be the machine's."] : []),
  ];
}

function ownWarnings(name: string, { results }: Side): string[] {
  const said = new Set(results.flatMap(({ warnings }) => warnings));
  if (results.some(({ seconds, summary }) => seconds.length === 0 && summary.measuredMs > 0))
    said.add("A result has no figures of its seconds: of a single run, nothing tells how much they vary.");
  return Array.from(said, (warning) => `${name}: ${warning}`);
}
