import { PHASES, type RunOptions } from "../result/result.ts";
import { type Scenario } from "../scenarios/scenario.ts";

type Phase = (typeof PHASES)[number];

/** A stretch of the run whose messages are measured apart: from its start to the next one's, or for ever. */
export interface Window {
  fromMs: number;
  /** The phase and the scenario's spans that it is part of. */
  names: readonly string[];
  /** Whether its messages are in the headline figures. */
  measured: boolean;
}

/** What of a run is when, in milliseconds since the beginning of the ramp-up. */
export class Timetable {
  readonly plateauMs: number;
  readonly rampDownMs: number;
  readonly endMs: number;
  /** Where the headline figures begin; they end with the plateau. Logins along the ramp-up are part of what counts. */
  readonly measuredFromMs: number;
  /** Whole seconds from the beginning to the end, the last one perhaps past it. */
  readonly seconds: number;
  /** In the order of their times; the first begins at 0. */
  readonly windows: readonly Window[];

  constructor(options: RunOptions, scenario: Scenario) {
    const { rampUpMs, plateauMs, rampDownMs, auth } = options;
    this.plateauMs = rampUpMs;
    this.rampDownMs = rampUpMs + plateauMs;
    this.endMs = this.rampDownMs + rampDownMs;
    this.measuredFromMs = auth === "concurrent" ? 0 : this.plateauMs;
    this.seconds = Math.ceil(this.endMs / 1000);
    const spans = scenario.spans?.(options) ?? [];
    const bounds = [this.plateauMs, this.rampDownMs, ...spans.flatMap(({ fromMs, toMs }) => [fromMs, toMs])];
    const starts = [...new Set([0, ...bounds])].toSorted((a, b) => a - b);
    this.windows = starts.map((fromMs) => ({
      fromMs,
      names: [
        this.phaseAt(fromMs),
        ...spans.filter((span) => span.fromMs <= fromMs && fromMs < span.toMs).map(({ name }) => name),
      ],
      measured: this.isMeasured(fromMs),
    }));
  }

  /** What comes after the ramp-down counts as part of it. */
  phaseAt(ms: number): Phase {
    return ms < this.plateauMs ? "ramp-up" : ms < this.rampDownMs ? "plateau" : "ramp-down";
  }

  isMeasured(ms: number): boolean {
    return ms >= this.measuredFromMs && ms < this.rampDownMs;
  }
}
