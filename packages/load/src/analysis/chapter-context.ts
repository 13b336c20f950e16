import { join } from "node:path";

import { writeOutput } from "../output-refused.ts";
import { warningsOf } from "../report/run-document.ts";
import { type RunLoad, type RunPorts } from "../run/ports.ts";
import { RunInterrupted } from "../run/run-failed.ts";
import { runOptions } from "../run/run-options.ts";
import { type Progress } from "../view/progress.ts";
import { type AnalysisProgress, type TimeLeft } from "./analysis-progress.ts";
import { type AnalysisOptions, type AnalysisPorts } from "./measure-analysis.ts";
import { type AskedRun, type MeasureContext, type RunWatch } from "./measure-context.ts";
import { type Plan } from "./plan.ts";
import { recordOf, type RunRecord } from "./run-record.ts";
import { type RunWarning, warningSentences } from "./run-warnings.ts";

/** Where the analysis is by now. */
export interface AnalysisState {
  place: Pick<AnalysisProgress, "chapter" | "chapters" | "title">;
  timeLeft: TimeLeft;
  /** By performance.now(). */
  began: number;
}

/** How one chapter measures. */
export class ChapterContext implements MeasureContext {
  readonly plan: Plan;
  readonly self: readonly string[];
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly #failures: string[] = [];
  readonly #warnings: RunWarning[] = [];
  readonly #options: AnalysisOptions;
  readonly #ports: AnalysisPorts;
  readonly #place: AnalysisState["place"];
  readonly #timeLeft: TimeLeft;
  readonly #began: number;
  #step = "";

  constructor(options: AnalysisOptions, ports: AnalysisPorts, { place, timeLeft, began }: AnalysisState) {
    this.plan = options.plan;
    this.self = ports.self;
    this.signal = ports.signal;
    this.folder = options.folder;
    this.#options = options;
    this.#ports = ports;
    this.#place = place;
    this.#timeLeft = timeLeft;
    this.#began = began;
  }

  readonly elapsed = (): number => performance.now() - this.#began;

  get loadPorts(): RunPorts & { runLoad: RunLoad } {
    const { self, signal } = this;
    const onProgress = (progress: Progress) => this.#tell(progress);
    return { self, signal, onProgress, runLoad: this.#ports.runLoad };
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
    { onProgress, onServer }: RunWatch = {},
  ): Promise<RunRecord> => {
    const { self, signal } = this;
    const { seed } = this.#options;
    const result = await this.#ports.runLoad(runOptions({ ...this.plan.workload, ...asked, seed }), {
      self,
      signal,
      ...(onServer === undefined ? {} : { onServer }),
      onProgress: (progress) => {
        onProgress?.(progress);
        this.#tell(progress);
      },
    });
    const file = `runs/${name}.json`;
    await writeOutput(join(this.folder, file), `${JSON.stringify(result)}\n`);
    if (result.ended === "interrupted") throw new RunInterrupted();
    for (const warning of warningsOf(result)) this.#warnings.push({ step: this.#step, warning });
    return recordOf(result, file);
  };

  readonly problem = (sentence: string): void => {
    this.#failures.push(sentence);
  };

  /** What failed, and what the runs warned of: sentences. */
  get problems(): string[] {
    return [...this.#failures, ...warningSentences(this.#warnings)];
  }

  #tell(run: Progress | undefined): void {
    this.#ports.onProgress({ ...this.#place, step: this.#step, leftMs: this.#timeLeft.leftMs, run });
  }
}
