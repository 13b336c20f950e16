import type { Cell, Table } from "../table.ts";
import type { ComparedRow, Comparison, Verdict } from "./comparison.ts";

/** What each verdict means, in the words of the table. */
export const VERDICTS: Record<Verdict, { cell: Cell; meaning: string }> = {
  better: { cell: { text: "better", tone: "good" }, meaning: "beyond the noise, for the better" },
  worse: { cell: { text: "worse", tone: "bad" }, meaning: "beyond the noise, for the worse" },
  different: {
    cell: { text: "different", tone: "strong" },
    meaning: "beyond the noise; neither way is better",
  },
  noise: { cell: { text: "~ noise", tone: "muted" }, meaning: "within the noise" },
  same: { cell: { text: "= same", tone: "muted" }, meaning: "the same" },
  unknown: {
    cell: { text: "? unknown", tone: "muted" },
    meaning: "nothing tells how much it varies by itself",
  },
};

/** Between different loads better and worse mean nothing. */
export function hasVerdicts({ options }: Comparison): boolean {
  return !options.some(({ workload }) => workload);
}

export function comparisonTable(comparison: Comparison): Table {
  const judged = hasVerdicts(comparison);
  return {
    columns: [
      { heading: "" },
      { heading: "A" },
      { heading: "B" },
      { heading: "change" },
      { heading: "95% interval" },
      ...(judged ? [{ heading: "verdict", align: "left" } as const] : []),
    ],
    rows: comparison.rows.map((row) => [
      `${row.figure.group}: ${row.figure.name}`,
      valueCell(row, row.a),
      valueCell(row, row.b),
      row.change === undefined ? "" : changeText(row, row.change.difference),
      row.change === undefined || !("low" in row.change)
        ? ""
        : `${changeText(row, row.change.low)} … ${changeText(row, row.change.high)}`,
      ...(judged ? [VERDICTS[row.verdict].cell] : []),
    ]),
  };
}

export function optionsTable({ options }: Comparison): Table {
  return {
    columns: [{ heading: "Differs" }, { heading: "A", align: "left" }, { heading: "B", align: "left" }],
    rows: options.map(({ name, a, b, workload }) => [workload ? { text: name, tone: "bad" } : name, a, b]),
  };
}

/** On how the verdicts came about. */
export function noiseSentence({ noise, a, b }: Comparison): string {
  const runs = `${a.results.length} ${a.results.length === 1 ? "run" : "runs"} of A, ${b.results.length} of B.`;
  const test =
    "Welch's t-test at 95%: of twenty figures that did not really change, about one is called changed.";
  if (noise === "repeats") return `${runs} The noise is that between the repeats. ${test}`;
  return `${runs} The noise of a single run is estimated from its own seconds (block bootstrap): how much runs differ from each other isn't in it. Repeat both sides, and name the repeats as A1,A2,A3 B1,B2,B3, to know. ${test}`;
}

function valueCell({ figure: { show } }: ComparedRow, value: number | null): Cell {
  return value === null ? { text: "–", tone: "muted" } : show(value);
}

/** In percent of A, or as it is where A is 0. */
function changeText({ a, figure: { show } }: ComparedRow, difference: number): string {
  const size = Math.abs(difference);
  const text = a === null || a === 0 ? show(size) : percent.format(size / Math.abs(a));
  if (Number.parseFloat(text) === 0) return text;
  return `${difference > 0 ? "+" : "−"}${text}`;
}

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
