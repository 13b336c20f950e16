import { clock } from "../report/graphs/figures.ts";
import { LiveView } from "../view/live-view.ts";
import { type View } from "../view/view.ts";
import { type AnalysisProgress } from "./analysis-progress.ts";

/** "chapter 4 of 7, One change at a time: Protobuf, run 1; about 11:30 left". */
export function progressLine({ chapter, chapters, title, step, leftMs }: AnalysisProgress): string {
  return `chapter ${chapter} of ${chapters}, ${title}: ${step}; about ${clock(leftMs / 1000)} left`;
}

/** Shows how an analysis goes on: a line for each step, and on a terminal the live view of the run below them. */
export function showProgress(view: View): (progress: AnalysisProgress) => void {
  let shown = "";
  return (progress) => {
    const step = `${progress.chapter} ${progress.step}`;
    if (step !== shown) view.print(progressLine(progress));
    shown = step;
    if (progress.run !== undefined && view instanceof LiveView) view.update(progress.run);
  };
}
