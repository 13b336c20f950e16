import { type Progress } from "../view/progress.ts";
import { type Step } from "./measure-context.ts";

/** What is known of an analysis that goes on. */
export interface AnalysisProgress {
  /** 1, 2, 3, … */
  chapter: number;
  chapters: number;
  title: string;
  /** What is being measured. */
  step: string;
  /** Until the end, by what was expected and by how long it took so far. */
  leftMs: number;
  /** Of the load that runs now, if one does. */
  run: Progress | undefined;
}

/** Knows what is still to do, and how long that will take. */
export class TimeLeft {
  readonly #chapters: Step[][];
  #expectedOfDone = 0;
  #tookMs = 0;

  constructor(chapters: readonly (readonly Step[])[]) {
    this.#chapters = chapters.map((steps) => [...steps]);
  }

  /** A step of the first chapter was done in this time. */
  done(title: string, tookMs: number): void {
    const [steps = []] = this.#chapters;
    const at = steps.findIndex((step) => step.title === title);
    if (at < 0) return;
    const [step] = steps.splice(at, 1);
    this.#expectedOfDone += step!.expectedMs;
    this.#tookMs += tookMs;
  }

  /** The first chapter is over, also if it left steps out. */
  chapterDone(): void {
    this.#chapters.shift();
  }

  /** Milliseconds. */
  get leftMs(): number {
    const expected = this.#chapters.flat().reduce((sum, { expectedMs }) => sum + expectedMs, 0);
    return this.#expectedOfDone === 0 ? expected : (expected * this.#tookMs) / this.#expectedOfDone;
  }
}
