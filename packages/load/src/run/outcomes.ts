import { LatencyHistogram } from "../generator/latency-histogram.ts";
import { type Faults, NO_FAULTS } from "../result/result.ts";
import { type WorkerOutcome } from "../worker/messages.ts";
import { Tally } from "../worker/tally.ts";
import { type Timetable } from "./timetable.ts";

/** What all generator processes of a run came to, together. */
export class Outcomes {
  /** Of the measured phases. */
  readonly latencies = new LatencyHistogram();
  readonly acknowledgements = new LatencyHistogram();
  readonly lags = new LatencyHistogram();
  readonly logins = new LatencyHistogram();
  readonly tally = new Tally();
  readonly faults: Faults = { ...NO_FAULTS };
  measuredMs = 0;
  sent = 0;
  delivered = 0;
  /** Sentences on the faults. */
  readonly reasons: string[] = [];
  readonly #windows: { names: readonly string[]; latencies: LatencyHistogram }[];

  constructor(outcomes: readonly WorkerOutcome[], { windows }: Timetable) {
    this.#windows = windows.map(({ names }) => ({ names, latencies: new LatencyHistogram() }));
    for (const outcome of outcomes) {
      for (const [at, slots] of outcome.windows.entries()) {
        this.#windows[at]!.latencies.addSlots(slots);
        if (windows[at]!.measured) this.latencies.addSlots(slots);
      }
      this.acknowledgements.addSlots(outcome.acknowledgements);
      this.lags.addSlots(outcome.lags);
      this.logins.addSlots(outcome.logins);
      this.tally.add(outcome);
      for (const name of Object.keys(this.faults) as (keyof Faults)[])
        this.faults[name] += outcome.faults[name];
      this.measuredMs = Math.max(this.measuredMs, outcome.measured.ms);
      this.sent += outcome.measured.sent;
      this.delivered += outcome.measured.delivered;
      this.reasons.push(...outcome.reasons);
    }
  }

  /** Of the messages intended in the span or phase with this name. */
  latencyOf(span: string): LatencyHistogram {
    const latencies = new LatencyHistogram();
    for (const window of this.#windows) if (window.names.includes(span)) latencies.add(window.latencies);
    return latencies;
  }
}
