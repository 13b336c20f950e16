import { type Block, type Document } from "../report/document.ts";
import { clock, figure } from "../report/graphs/figures.ts";
import { allRuns } from "./all-runs.ts";
import { type Chapter, type Page } from "./chapter.ts";
import { CHAPTER_NAMES, CHAPTERS } from "./chapters/index.ts";
import { beforeAfter } from "./sections/before-after.ts";
import { limits } from "./sections/limits.ts";
import { method } from "./sections/method.ts";
import { summary } from "./sections/summary.ts";

/** The performance analysis, written from what was measured. */
export function analysisDocument(page: Page): Document {
  const { machine, startedAt, seconds, plan } = page.analysis;
  const date = startedAt.slice(0, 10);
  return {
    title: "Hubbub's performance analysis",
    subtitle: `${date} · Hubbub ${machine.hubbub} · ${machine.cpu}, ${figure(machine.cores)} cores · the ${plan} report, measured in ${clock(seconds)} min`,
    blocks: [
      ...caveats(page),
      ...summary(page),
      ...method(page),
      ...CHAPTER_NAMES.flatMap((name) => chapterBlocks(name, page)),
      ...beforeAfter(page),
      ...limits(page),
    ],
  };
}

/** What has to be known of all figures. */
function caveats({ analysis }: Page): Block[] {
  const { ended, plan } = analysis;
  const blocks: Block[] = [];
  if (ended === "interrupted") {
    blocks.push({
      kind: "warning",
      text: "This analysis was ended early. What was measured until then is valid; the rest is marked as missing.",
    });
  }
  const runs = allRuns(analysis);
  const warned = runs.filter(({ warnings }) => warnings.length > 0).length;
  if (warned > 0) {
    blocks.push({
      kind: "warning",
      text: `${figure(warned)} of ${figure(runs.length)} runs warn that their figures may not be the server's alone; each chapter says why. Measure again when the machine does nothing else.`,
    });
  }
  if (plan !== "full") {
    blocks.push({
      kind: "note",
      text: `This is the ${plan} report: short runs, most of them once. Its differences are coarser than those of the full one.`,
    });
  }
  return blocks;
}

function chapterBlocks<Name extends (typeof CHAPTER_NAMES)[number]>(name: Name, page: Page): Block[] {
  const chapter = CHAPTERS[name] as Chapter<unknown>;
  const measured = page.analysis.chapters[name];
  const heading: Block = { kind: "heading", text: chapter.title };
  if (measured === undefined)
    return [heading, { kind: "warning", text: "Not measured: the analysis was ended before." }];
  const { problems: sentences } = measured;
  const problems: Block[] = sentences.length > 0 ? [{ kind: "warning", text: sentences.join(" ") }] : [];
  if (measured.data === undefined) {
    const nothing: Block = { kind: "text", text: "Nothing was measured here, so there is nothing to say." };
    return [heading, ...problems, nothing];
  }
  return [heading, ...problems, ...chapter.write(measured.data, page)];
}
