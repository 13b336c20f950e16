import { describeMachine } from "../measure/machine.ts";
import { type RunLoad } from "../run/ports.ts";
import { type AnalysisProgress, TimeLeft } from "./analysis-progress.ts";
import { type Analysis, ANALYSIS_VERSION, type ChapterName } from "./analysis.ts";
import { ChapterContext } from "./chapter-context.ts";
import { type Chapter } from "./chapter.ts";
import { CHAPTER_NAMES, CHAPTERS } from "./chapters/index.ts";
import { type Plan } from "./plan.ts";

export interface AnalysisOptions {
  plan: Plan;
  seed: number;
  /** Folder for the report: results of runs are written there as they come. */
  folder: string;
  /** The command that makes it again. */
  command: string;
}

export interface AnalysisPorts {
  /** Command line of this program. */
  self: readonly string[];
  runLoad: RunLoad;
  onProgress(progress: AnalysisProgress): void;
  /** Ends the analysis early, with a valid outcome that is marked as interrupted. */
  signal: AbortSignal;
}

/** Measures chapter after chapter. A chapter that fails says so, and the next one goes on. */
export async function measureAnalysis(options: AnalysisOptions, ports: AnalysisPorts): Promise<Analysis> {
  const { plan, seed, command } = options;
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const chapters: Record<string, unknown> = {};
  const timeLeft = new TimeLeft(CHAPTER_NAMES.map((name) => CHAPTERS[name].steps(plan)));
  for (const [at, name] of CHAPTER_NAMES.entries()) {
    if (ports.signal.aborted) break;
    const place = { chapter: at + 1, chapters: CHAPTER_NAMES.length, title: CHAPTERS[name].title };
    chapters[name] = await measureChapter(
      name,
      new ChapterContext(options, ports, { place, timeLeft, began }),
    );
    timeLeft.chapterDone();
  }
  return {
    hubbubAnalysis: ANALYSIS_VERSION,
    startedAt,
    seconds: secondsSince(began),
    ended: ports.signal.aborted ? "interrupted" : "complete",
    plan: plan.name,
    command,
    seed,
    machine: describeMachine(),
    chapters,
  };
}

async function measureChapter(name: ChapterName, context: ChapterContext) {
  const began = performance.now();
  const chapter = CHAPTERS[name] as Chapter<unknown>;
  const data = await chapter.measure(context);
  return { data, problems: context.problems, seconds: secondsSince(began) };
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
