import { join } from "node:path";

import { writeOutput } from "../output-refused.ts";
import type { Result } from "../result/result.ts";
import { documentHtml } from "./document-html.ts";
import { documentMarkdown } from "./document-markdown.ts";
import { figure } from "./graphs/figures.ts";
import { sheet } from "./graphs/picture.ts";
import { mainGraphs } from "./graphs/run-graphs.ts";
import { percentilesLine } from "./percentiles-line.ts";
import { GRAPHS_FILE, runDocument, subtitleOf, titleOf } from "./run-document.ts";

/**
 * Writes report.html, report.md and graphs.svg of one run into the folder, which is made if there is none. Rejects
 * with OutputRefused.
 */
export async function writeReport(dir: string, result: Result): Promise<void> {
  const document = runDocument(result);
  await writeOutput(join(dir, "report.html"), documentHtml(document));
  await writeOutput(join(dir, "report.md"), documentMarkdown(document));
  await writeOutput(join(dir, GRAPHS_FILE), graphsSheet(result));
}

/** The printable picture: the four main graphs, and what a stranger needs to make sense of them. */
export function graphsSheet(result: Result): string {
  const { summary } = result;
  const title = `${titleOf(result)}: ${figure(summary.deliveredPerSecond)} deliveries a second`;
  const percentiles = percentilesLine(summary.latency);
  const subtitle = [percentiles, subtitleOf(result)].filter((part) => part !== undefined).join(" · ");
  return sheet(mainGraphs(result), { title, subtitle });
}
