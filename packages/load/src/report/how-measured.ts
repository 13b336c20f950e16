import type { Result, RunOptions } from "../result/result.ts";
import { figure, withUnit } from "./graphs/figures.ts";

/** How a run's figures came about, in sentences that hold for this run. */
export function howMeasured({ options, summary }: Result): string[] {
  return [
    `${ARRIVALS[options.arrivals]} Nobody waits for an answer before the next message is due (open loop), so a slow server gets no less to do.`,
    "Latency runs from the time at which a message should have been sent to its receipt by each member of the channel, so that waiting hides nothing; it is counted in a histogram that is exact to 0.1%.",
    `The percentiles are of all messages intended in ${MEASURED[options.auth]}, ${withUnit(summary.measuredMs / 1000, "s")}: ${figure(summary.latency.count)} deliveries. Figures of single seconds are of what was received in them.`,
    "Every delivery is checked: each member has to get each message of its channel once, in the order of the channel's seqs, without a hole.",
    ...(options.target === null && options.serverFlags.length === 0 ? [DURABLE] : []),
    options.pinned
      ? "Server and generator ran on cores of their own."
      : "Server and generator were not kept on cores of their own: they may have taken time from each other.",
    "CPU is in percent of one core: two full cores are 200%.",
  ];
}

const ARRIVALS: Record<RunOptions["arrivals"], string> = {
  poisson: "Each user sends at times of a Poisson process at its rate.",
  even: "Each user sends at even distances, beginning at a time of its own.",
};

const MEASURED: Record<RunOptions["auth"], string> = {
  none: "the plateau",
  idle: "the plateau",
  concurrent: "ramp-up and plateau, while logins went on",
};

const DURABLE = "The server ran as it does in production: a message is delivered only when it is on disk.";
