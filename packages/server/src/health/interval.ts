import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

import type { HealthSample, Init } from "@hubbub/protocol";

/** What only ever grows, and when it was read. */
export interface Totals {
  /** On performance.now()'s clock. */
  ms: number;
  events: number;
  deliveries: number;
  sentBytes: number;
  commits: number;
  commitEntries: number;
  /** CPU time in µs. */
  cpu: NodeJS.CpuUsage;
}

/** What is as it is when a sample ends. */
export type Now = Pick<
  Init<HealthSample>,
  "connections" | "users" | "memoryBytes" | "accounts" | "worker"
> & {
  at: number;
};

/** Measured since the last tick: µs, those of the loop ns. */
export interface Measured {
  commit: RecordableHistogram;
  latency: RecordableHistogram;
}

/** Gathers one sample after the other. */
export class Interval {
  readonly #commit = createHistogram();
  readonly #latency = createHistogram();
  readonly #loop: RecordableHistogram;
  #before: Totals;

  /** `loop` gathers the delays of the event loop, in ns. */
  constructor(before: Totals, loop: RecordableHistogram) {
    this.#before = before;
    this.#loop = loop;
  }

  add({ commit, latency }: Measured): void {
    this.#commit.add(commit);
    this.#latency.add(latency);
  }

  /** The sample that ends now; the next one begins. */
  end(totals: Totals, now: Now): Init<HealthSample> {
    const before = this.#before;
    const ms = totals.ms - before.ms;
    const perSecond = (total: Exclude<keyof Totals, "cpu" | "ms">): number =>
      rounded(((totals[total] - before[total]) * 1000) / ms);
    const cpuPercent = (kind: keyof NodeJS.CpuUsage): number =>
      rounded((totals.cpu[kind] - before.cpu[kind]) / 10 / ms);
    const commits = totals.commits - before.commits;
    const sample: Init<HealthSample> = {
      ...now,
      intervalMs: Math.round(ms),
      eventsPerSecond: perSecond("events"),
      deliveriesPerSecond: perSecond("deliveries"),
      latencyP50Ms: percentile(this.#latency, 50, 1e3),
      latencyP90Ms: percentile(this.#latency, 90, 1e3),
      latencyP99Ms: percentile(this.#latency, 99, 1e3),
      loopDelayP50Ms: percentile(this.#loop, 50, 1e6),
      loopDelayP99Ms: percentile(this.#loop, 99, 1e6),
      loopDelayMaxMs: percentile(this.#loop, 100, 1e6),
      commitsPerSecond: perSecond("commits"),
      commitP50Ms: percentile(this.#commit, 50, 1e3),
      commitP99Ms: percentile(this.#commit, 99, 1e3),
      commitEntries: commits === 0 ? 0 : rounded((totals.commitEntries - before.commitEntries) / commits),
      cpuUserPercent: cpuPercent("user"),
      cpuSystemPercent: cpuPercent("system"),
      sentBytesPerSecond: perSecond("sentBytes"),
    };
    this.#before = totals;
    for (const histogram of [this.#commit, this.#latency, this.#loop]) histogram.reset();
    return sample;
  }
}

/** Of what `unit` of make a ms; 0 if there is nothing. */
function percentile(histogram: RecordableHistogram, percent: number, unit: number): number {
  return histogram.count === 0 ? 0 : rounded(histogram.percentile(percent) / unit);
}

/** More digits than can be seen would only make the answer long. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
