import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { writeOutput } from "../output-refused.ts";
import { documentHtml } from "../report/document-html.ts";
import { documentMarkdown } from "../report/document-markdown.ts";
import { type Block, type Document } from "../report/document.ts";
import { sheet } from "../report/graphs/picture.ts";
import { resultSchema } from "../result/result.ts";
import { analysisDocument } from "./analysis-document.ts";
import { type Analysis, analysisSchema } from "./analysis.ts";

/**
 * Writes data.json, report.html, report.md and their pictures into the folder, and `page`, which is report.md
 * again, for another place: its links lead to the folder. Throws OutputRefused.
 */
export async function writeAnalysis(
  analysis: Analysis,
  { folder, page }: { folder: string; page: string | undefined },
): Promise<void> {
  const checked = analysisSchema.parse(analysis);
  const text = (file: string) => {
    const path = join(folder, file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  const result = (file: string) => {
    const json = text(file);
    return json === undefined ? undefined : resultSchema.parse(JSON.parse(json));
  };
  const document = analysisDocument({ analysis: checked, result, text });
  await writeOutput(join(folder, "data.json"), `${JSON.stringify(checked, undefined, 2)}\n`);
  for (const block of document.blocks) await writePicture(block, folder);
  await writeOutput(join(folder, "report.html"), documentHtml(document));
  await writeOutput(join(folder, "report.md"), documentMarkdown(document));
  if (page === undefined) return;
  const path = relative(dirname(page), folder);
  await writeOutput(page, documentMarkdown(linkedFrom(document, path === "" ? "." : path)));
}

/** The file that Markdown shows where the page has the drawing itself. */
async function writePicture(block: Block, folder: string): Promise<void> {
  if (block.kind === "pictures" && block.file !== undefined) {
    const { pictures, columns, caption = "" } = block;
    await writeOutput(join(folder, block.file), sheet(pictures, { title: caption, columns }));
  }
  if (block.kind === "svg" && block.file !== undefined)
    await writeOutput(join(folder, block.file), block.svg);
}

function linkedFrom(document: Document, folder: string): Document {
  const blocks = document.blocks.map((block): Block => {
    if (block.kind !== "pictures" && block.kind !== "svg") return block;
    return block.file === undefined ? block : { ...block, file: `${folder}/${block.file}` };
  });
  return { ...document, blocks };
}
