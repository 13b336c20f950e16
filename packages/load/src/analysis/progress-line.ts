import { clock, figure } from "../report/graphs/figures.ts";
import { type AnalysisProgress } from "./analysis-progress.ts";

/** "chapter 4 of 7, One change at a time: Protobuf, run 1; about 11:30 left". */
export function progressLine({ chapter, chapters, title, step, leftMs }: AnalysisProgress): string {
  return `chapter ${chapter} of ${chapters}, ${title}: ${step}; about ${clock(leftMs / 1000)} left`;
}

/** What the load does that runs now: "plateau, 250 users, 6,512 deliveries a second, p99 12 ms"; or nothing. */
function runWords({ run }: AnalysisProgress): string {
  if (run === undefined) return "";
  const second = run.seconds.at(-1);
  if (second === undefined) return ` (${run.stage})`;
  const latency = second.latency.count > 0 ? `, p99 ${figure(second.latency.p99)} ms` : "";
  return ` (${run.stage}, ${figure(second.users)} users, ${figure(second.delivered)} deliveries/s${latency})`;
}

export interface Output {
  write(text: string): void;
  /** Columns of the terminal; undefined if it is none. */
  columns: number | undefined;
}

/** Shows how an analysis goes on: on a terminal in one line that changes, else as a line for each step. */
export function showProgress(output: Output): { onProgress(progress: AnalysisProgress): void; end(): void } {
  const { columns } = output;
  let last = "";
  return {
    onProgress(progress) {
      const line = progressLine(progress);
      if (columns !== undefined) {
        output.write(`\r\u001b[K${(line + runWords(progress)).slice(0, columns - 1)}`);
        return;
      }
      const step = `${progress.chapter} ${progress.step}`;
      if (step !== last) output.write(`${line}\n`);
      last = step;
    },
    end() {
      if (columns !== undefined) output.write("\r\u001b[K");
    },
  };
}
