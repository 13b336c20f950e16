import { figure, withUnit } from "../report/graphs/figures.ts";
import type { Second } from "../result/result.ts";
import { liveWarnings } from "./live-warnings.ts";
import type { Progress, Stage } from "./progress.ts";
import { stageInWords } from "./stage-words.ts";
import type { Output, View } from "./view.ts";

/** Of a run that lasts longer than this many seconds, only each tenth second has a line. */
const LONG_RUN = 120;

/** For logs and pipes: a line when the stage changes, and one for each second that was measured. */
export class PlainLines implements View {
  readonly #output: Output;
  #stage: Stage | undefined;
  #shown = 0;
  #warnings = new Set<string>();

  constructor(output: Output) {
    this.#output = output;
  }

  update(progress: Progress): void {
    const { stage, seconds, options } = progress;
    if (stage !== this.#stage) this.print(stageLine(progress));
    this.#stage = stage;
    const each = options.rampUpMs + options.plateauMs + options.rampDownMs > LONG_RUN * 1000 ? 10 : 1;
    for (const second of seconds.slice(this.#shown))
      if (second.at % each === 0) this.print(secondLine(second));
    this.#shown = Math.max(this.#shown, seconds.length);
    for (const warning of liveWarnings(seconds)) this.#warn(warning);
  }

  print(line: string): void {
    this.#output.write(`${line}\n`);
  }

  close(): void {}

  /** Each kind of warning once: its figures change. */
  #warn(warning: string): void {
    const kind = warning.replaceAll(/[\d.,]+/g, "");
    if (this.#warnings.has(kind)) return;
    this.#warnings.add(kind);
    this.print(`! ${warning}`);
  }
}

/** Without the count, which says nothing when a stage begins. */
function stageLine(progress: Progress): string {
  const { stage, total } = progress;
  if (stage === "done" || total === 0) return stage;
  return stageInWords({ ...progress, done: 0 }).replace(" 0 of ", ": ");
}

function secondLine({ at, phase, users, sent, delivered, latency, cpu }: Second): string {
  const parts = [
    `${withUnit(at, "s").padStart(6)}  ${phase.padEnd(9)}  ${figure(users)} users, ${figure(sent)} sent, ${figure(delivered)} delivered`,
  ];
  if (latency.count > 0) {
    const { p50, p90, p95, p99 } = latency;
    parts.push(`p50 ${figure(p50)}, p90 ${figure(p90)}, p95 ${figure(p95)}, p99 ${figure(p99)} ms`);
  }
  const gateway = cpu.gateway === null ? "" : `gateway ${Math.round(cpu.gateway)}%, `;
  const generator = cpu.generator.map((percent) => `${Math.round(percent)}%`).join("/");
  parts.push(`CPU ${gateway}generator ${generator}`);
  return parts.join("; ");
}
