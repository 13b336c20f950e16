import { join } from "node:path";

import { writeOutput } from "../output-refused.ts";
import { warningsOf } from "../report/run-document.ts";
import { type RunOptions } from "../result/result.ts";
import { RunInterrupted } from "../run/run-failed.ts";
import { type Progress } from "../view/progress.ts";
import { type AnalysisProgress, type TimeLeft } from "./analysis-progress.ts";
import { type AnalysisOptions, type AnalysisPorts } from "./measure-analysis.ts";
import { type AskedRun, type MeasureContext } from "./measure-context.ts";
import { type Plan } from "./plan.ts";
import { recordOf, type RunRecord } from "./run-record.ts";

/** How one chapter measures. */
export class ChapterContext implements MeasureContext {
  readonly plan: Plan;
  readonly self: readonly string[];
  readonly signal: AbortSignal;
  readonly folder: string;
  /** Sentences. */
  readonly problems: string[] = [];
  readonly #options: AnalysisOptions;
  readonly #ports: AnalysisPorts;
  readonly #place: Pick<AnalysisProgress, "chapter" | "chapters" | "title">;
  readonly #timeLeft: TimeLeft;
  #step = "";

  constructor(
    options: AnalysisOptions,
    ports: AnalysisPorts,
    place: Pick<AnalysisProgress, "chapter" | "chapters" | "title">,
    timeLeft: TimeLeft,
  ) {
    this.plan = options.plan;
    this.self = ports.self;
    this.signal = ports.signal;
    this.folder = options.folder;
    this.#options = options;
    this.#ports = ports;
    this.#place = place;
    this.#timeLeft = timeLeft;
  }

  // Chapters take what they need of a context, so these are no methods.
  readonly step = async <T>(title: string, work: () => Promise<T>): Promise<T | undefined> => {
    if (this.signal.aborted) return undefined;
    this.#step = title;
    this.#tell(undefined);
    const began = performance.now();
    try {
      return await work();
    } catch (error) {
      if (this.signal.aborted) {
        this.problem(`The analysis was ended during “${title}”: what comes after it is missing.`);
      } else {
        const reason = error instanceof Error ? error.message : String(error);
        this.problem(`“${title}” failed and is missing: ${reason}`);
      }
      return undefined;
    } finally {
      this.#timeLeft.done(title, performance.now() - began);
    }
  };

  readonly run = async (
    name: string,
    asked: AskedRun,
    onProgress?: (progress: Progress) => void,
  ): Promise<RunRecord> => {
    const { self, signal } = this;
    const result = await this.#ports.runLoad(this.#fill(asked), {
      self,
      signal,
      onProgress: (progress) => {
        onProgress?.(progress);
        this.#tell(progress);
      },
    });
    const file = `runs/${name}.json`;
    await writeOutput(join(this.folder, file), `${JSON.stringify(result)}\n`);
    if (result.ended === "interrupted") throw new RunInterrupted();
    for (const warning of warningsOf(result)) this.problem(`${this.#step}: ${warning}`);
    return recordOf(result, file);
  };

  readonly problem = (sentence: string): void => {
    this.problems.push(sentence);
  };

  #tell(run: Progress | undefined): void {
    this.#ports.onProgress({ ...this.#place, step: this.#step, leftMs: this.#timeLeft.leftMs, run });
  }

  #fill(asked: AskedRun): RunOptions {
    return {
      scenario: "chat",
      target: null,
      arrivals: "poisson",
      auth: "none",
      codec: "protobuf",
      deflate: false,
      workers: 1,
      serverFlags: [],
      pinned: true,
      extra: {},
      seed: this.#options.seed,
      ...this.plan.workload,
      ...asked,
    };
  }
}
