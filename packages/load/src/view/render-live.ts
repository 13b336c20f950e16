import { clock, figure } from "../report/graphs/figures.ts";
import type { Second } from "../result/result.ts";
import { bar } from "./braille-graph.ts";
import { figureParts } from "./live-figures.ts";
import { graphLines } from "./live-graph.ts";
import { liveWarnings } from "./live-warnings.ts";
import { type Paint, painter } from "./paint.ts";
import type { Progress } from "./progress.ts";
import { stageInWords } from "./stage-words.ts";

export interface LiveSize {
  columns: number;
  rows: number;
  color: boolean;
}

/** A part of the view, and how soon it goes where there is no room: the largest first. */
export interface Part {
  lines: string[];
  drop: number;
}

const HINT = "Ctrl-C ends the run early; what was measured until then counts.";

/** A run that goes on, as lines of a terminal: never more than `rows`, none wider than `columns`. */
export function renderLive(progress: Progress, { columns, rows, color }: LiveSize): string[] {
  const paint = painter(color);
  const { seconds } = progress;
  const last = seconds.at(-1);
  const parts: Part[] = [
    { lines: titleLines(progress, columns, paint), drop: 3 },
    { lines: stageLines(progress, columns, paint), drop: 0 },
    ...(last === undefined || progress.stage === "done" ? [] : figureParts(last, columns, paint)),
    { lines: warningLines(seconds, columns, paint), drop: 1 },
  ];
  const hint: Part = { lines: progress.stage === "done" ? [] : [paint("dim", HINT)], drop: 9 };
  const kept = fitting([...parts, hint], rows);
  const room = rows - kept.reduce((sum, { lines }) => sum + lines.length, 0) - 1;
  const graphAt = kept.includes(hint) ? kept.length - 1 : kept.length;
  kept.splice(graphAt, 0, { lines: graphLines(progress, { columns, rows: room, paint }), drop: 0 });
  return kept.flatMap(({ lines }) => lines).map((line) => Bun.sliceAnsi(line, 0, columns));
}

/** Without the parts that there is no room for; the last resort is to cut what remains. */
function fitting(parts: readonly Part[], rows: number): Part[] {
  let kept = [...parts];
  const height = () => kept.reduce((sum, { lines }) => sum + lines.length, 0);
  while (height() > rows && kept.length > 1) {
    const least = kept.reduce((worst, part) => (part.drop > worst.drop ? part : worst));
    kept = kept.filter((part) => part !== least);
  }
  return height() <= rows
    ? kept
    : [{ lines: kept.flatMap(({ lines }) => lines).slice(0, Math.max(0, rows)), drop: 0 }];
}

function titleLines({ options, server }: Progress, columns: number, paint: Paint): string[] {
  const { scenario, users, channels, rate } = options;
  const where = server === "own" ? "its own server" : plain(server);
  const what = `${figure(users)} users, ${figure(channels)} channels, ${figure(rate)} messages/s each, ${where}`;
  const title = `${paint("bold", `load run ${plain(scenario)}`)}  ${paint("dim", what)}`;
  return [Bun.sliceAnsi(title, 0, columns, { ellipsis: "…" })];
}

function stageLines(progress: Progress, columns: number, paint: Paint): string[] {
  const { stage, done, total, seconds } = progress;
  const at = seconds.at(-1)?.at;
  const words = stageInWords(progress);
  const elapsed = at === undefined ? "" : `  ${clock(at)}`;
  const room = columns - words.length - elapsed.length - 3;
  const share = total > 0 ? done / total : stage === "done" ? 1 : 0;
  const line = room < 8 ? "" : ` ${bar(share, Math.min(room, 60), "cyan", paint)} `;
  return [`${paint("bold", words)}${line}${paint("dim", elapsed)}`];
}

function warningLines(seconds: readonly Second[], columns: number, paint: Paint): string[] {
  return liveWarnings(seconds).flatMap((warning) =>
    Bun.wrapAnsi(`! ${warning}`, columns)
      .split("\n")
      .map((line) => paint("alarm", line)),
  );
}

/** Without what would move the cursor: names come from outside. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}
