import { join } from "node:path";

import { writeOutput } from "../../output-refused.ts";
import { documentHtml } from "../document-html.ts";
import { documentMarkdown } from "../document-markdown.ts";
import { sheet } from "../graphs/picture.ts";
import { tableText } from "../table.ts";
import { COMPARISON_GRAPHS, comparisonDocument } from "./comparison-document.ts";
import { comparisonGraphs } from "./comparison-graphs.ts";
import { comparisonTable, noiseSentence, optionsTable } from "./comparison-table.ts";
import { compareSides, type Comparison } from "./comparison.ts";
import { readSide } from "./sides.ts";

export interface CompareOptions {
  /** Names of results; see `readSide`. */
  a: string;
  b: string;
  /** Folder for compare.html, compare.md and compare.svg; undefined: they aren't written. */
  out: string | undefined;
  /** Columns of the terminal, for sentences. */
  columns: number;
  color: boolean;
}

/** Compares A with B, and gives what to print. Rejects with ResultRefused or OutputRefused. */
export async function compare({ a, b, out, columns, color }: CompareOptions): Promise<string> {
  const comparison = compareSides(await readSide(a), await readSide(b));
  if (out !== undefined) await writeComparison(out, comparison);
  return comparisonText(comparison, { columns, color });
}

async function writeComparison(out: string, comparison: Comparison): Promise<void> {
  const document = comparisonDocument(comparison);
  await writeOutput(join(out, "compare.html"), documentHtml(document));
  await writeOutput(join(out, "compare.md"), documentMarkdown(document));
  const { title, subtitle = "" } = document;
  await writeOutput(join(out, COMPARISON_GRAPHS), sheet(comparisonGraphs(comparison), { title, subtitle }));
}

/** For a terminal: what differs first, then every figure. */
export function comparisonText(
  comparison: Comparison,
  { columns, color }: Pick<CompareOptions, "columns" | "color">,
): string {
  const { a, b, options, warnings } = comparison;
  const wrapped = (sentence: string) => `${Bun.wrapAnsi(oneLine(sentence), Math.max(20, columns))}\n`;
  const loud = (sentence: string) => (color ? `\u001b[1;31m${sentence.trimEnd()}\u001b[0m\n` : sentence);
  return [
    wrapped(`A: ${a.label}`) + wrapped(`B: ${b.label}`),
    ...warnings.map((warning) => loud(wrapped(`WARNING: ${warning}`))),
    options.length === 0 ? "Both were asked for alike.\n" : tableText(optionsTable(comparison), { color }),
    tableText(comparisonTable(comparison), { color }),
    wrapped(noiseSentence(comparison)),
  ].join("\n");
}

/** Without what would move the cursor: names and results come from outside. */
function oneLine(sentence: string): string {
  return sentence.replaceAll(/\p{Cc}/gu, " ");
}
