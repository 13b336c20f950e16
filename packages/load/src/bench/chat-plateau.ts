import { type Crowd } from "../generator/crowd.ts";
import { LatencyHistogram } from "../generator/latency-histogram.ts";
import { cpuSeconds, machineCpuSeconds } from "../measure/process-figures.ts";
import { plateauLoad, type PlateauLoadOptions, type PlateauLoadResult } from "./plateau-load.ts";
import { type Target } from "./targets.ts";

const RAMP_MS = 2000;
const SETTLE_MS = 10_000;
const TEXT_BYTES = 64;
/** Until the server's code is compiled and its heap has found its size. */
const WARM_UP_SECONDS = 5;

export interface PlateauOptions {
  rate: number;
  seconds: number;
  seed: number;
  /** Processes whose CPU is measured together. */
  pids: readonly number[];
  /** Whether a user only listens; by default nobody does. */
  silent?: (user: number) => boolean;
  /** Runs along with the plateau. */
  plateau?: PlateauLoadOptions["plateau"];
}

/** Loads the server before it is measured; faults count. */
export function warmUp(crowd: Crowd, options: Omit<PlateauOptions, "seconds">): Promise<void> {
  return new Plateaus().run(crowd, { ...options, seconds: WARM_UP_SECONDS });
}

/** What some plateaus of one crowd came to, together. */
export class Plateaus {
  readonly latencies = new LatencyHistogram();
  readonly acknowledgements = new LatencyHistogram();
  readonly lags = new LatencyHistogram();
  deliveries = 0;
  ms = 0;
  serverSeconds = 0;
  generatorSeconds = 0;
  /** Of everything else on the machine. */
  otherSeconds = 0;
  /** Of the newest plateau, which counts those of the earlier ones too. */
  #faults: PlateauLoadResult | undefined;

  /** Lets the crowd chat for one more plateau. */
  async run(crowd: Crowd, { rate, seconds, seed, pids, silent, plateau }: PlateauOptions): Promise<void> {
    const count = (sign: 1 | -1) => {
      const server = pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
      const generator = cpuSeconds(process.pid);
      this.serverSeconds += sign * server;
      this.generatorSeconds += sign * generator;
      this.otherSeconds += sign * (machineCpuSeconds() - server - generator);
    };
    const result = await plateauLoad(crowd, {
      rate,
      shape: "poisson",
      seed,
      size: TEXT_BYTES,
      rampMs: RAMP_MS,
      plateauMs: seconds * 1000,
      settleMs: SETTLE_MS,
      silent: silent ?? (() => false),
      plateau: {
        begin: () => {
          count(-1);
          plateau?.begin();
        },
        end: () => {
          count(1);
          return plateau?.end();
        },
      },
    });
    this.latencies.add(result.latencies);
    this.acknowledgements.add(result.acknowledgements);
    this.lags.add(result.lags);
    this.deliveries += result.deliveries;
    this.ms += result.plateauMs;
    this.#faults = result;
  }

  get deliveriesPerSecond(): number {
    return this.deliveries / (this.ms / 1000);
  }

  get cpuPerDeliveryUs(): number {
    return (this.serverSeconds * 1e6) / this.deliveries;
  }

  /** Of one core. */
  get serverPercent(): number {
    return (this.serverSeconds * 100_000) / this.ms;
  }

  /** That nothing was lost, repeated, out of order, or otherwise not as it should be. */
  faultTargets(name: string): Target[] {
    const faults = this.#faults;
    if (faults === undefined) return [];
    const { lost, repeated, outOfOrder, gapped, stray, refused, unsettled, doubled, ended } = faults;
    const what = "gapped, stray, doubled, refused or unanswered messages, ended connections";
    return [
      { what: `${name}: lost deliveries`, value: lost, most: 0, unit: "" },
      { what: `${name}: repeated deliveries`, value: repeated, most: 0, unit: "" },
      { what: `${name}: deliveries out of order`, value: outOfOrder, most: 0, unit: "" },
      {
        what: `${name}: ${what}`,
        value: gapped + stray + refused + unsettled + doubled + ended,
        most: 0,
        unit: "",
      },
    ];
  }
}

export const PLATEAU_HEADINGS = [
  "",
  "deliveries/s",
  "p50 ms",
  "p90",
  "p95",
  "p99",
  "max",
  "server CPU",
  "µs CPU a delivery",
];

/** A row of a table with PLATEAU_HEADINGS. */
export function plateauRow(name: string, plateaus: Plateaus): string[] {
  const { latencies } = plateaus;
  const percentiles = [50, 90, 95, 99, 100].map((percent) => latencies.percentile(percent).toFixed(1));
  return [
    name,
    Math.round(plateaus.deliveriesPerSecond).toLocaleString("en"),
    ...percentiles,
    `${plateaus.serverPercent.toFixed(1)}%`,
    plateaus.cpuPerDeliveryUs.toFixed(2),
  ];
}
