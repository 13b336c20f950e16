import type { Block, Document } from "../document.ts";
import { PERCENTILES_SHOWN, percentilesLine } from "../percentiles-line.ts";
import { titleOf } from "../run-document.ts";
import { comparisonGraphs } from "./comparison-graphs.ts";
import { comparisonTable, hasVerdicts, noiseSentence, optionsTable, VERDICTS } from "./comparison-table.ts";
import type { Comparison } from "./comparison.ts";
import type { Side } from "./sides.ts";

/** The file with the graphs, beside the comparison. */
export const COMPARISON_GRAPHS = "compare.svg";

export function comparisonDocument(comparison: Comparison): Document {
  const { a, b, options, warnings } = comparison;
  return {
    title: "Comparison of load runs",
    subtitle: `A: ${a.label} · B: ${b.label}`,
    blocks: [
      ...warnings.map((text): Block => ({ kind: "warning", text })),
      { kind: "heading", text: "What differs in how they were asked" },
      options.length === 0
        ? { kind: "text", text: "Nothing: the same options, on machines that look the same." }
        : { kind: "table", table: optionsTable(comparison) },
      { kind: "list", items: [sideSentence("A", a), sideSentence("B", b)] },
      { kind: "heading", text: "Figures" },
      { kind: "table", table: comparisonTable(comparison) },
      { kind: "note", text: noiseSentence(comparison) },
      ...(hasVerdicts(comparison) ? [{ kind: "list", items: meanings(comparison) } as const] : []),
      { kind: "heading", text: "Graphs" },
      { kind: "pictures", pictures: comparisonGraphs(comparison), file: COMPARISON_GRAPHS },
    ],
  };
}

function sideSentence(name: string, { results }: Side): string {
  const [first] = results;
  const lines = results.map(({ summary }) => percentilesLine(summary.latency));
  const shown = lines.filter((line) => line !== undefined).map((line) => `\`${line}\``);
  const title = `${name}: ${titleOf(first!)}.`;
  return shown.length === 0 ? title : `${title} ${shown.join(", ")} (${PERCENTILES_SHOWN})`;
}

/** Of the verdicts that there are. */
function meanings({ rows }: Comparison): string[] {
  const verdicts = Object.entries(VERDICTS).filter(([verdict]) =>
    rows.some((row) => row.verdict === verdict),
  );
  return verdicts.map(
    ([, { cell, meaning }]) => `${typeof cell === "string" ? cell : cell.text}: ${meaning}`,
  );
}
