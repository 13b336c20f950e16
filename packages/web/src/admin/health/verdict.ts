import type { HealthSample, ServerInfo } from "@hubbub/client";

import { adminText } from "../../i18n/admin-text.ts";
import { figure } from "./figures.ts";

/** Above these something is strained. Times in ms. */
const LIMITS = {
  latencyP50: 200,
  latencyP90: 500,
  latencyP99: 1000,
  loopP99: 100,
  commitP99: 250,
  cpuPercent: 90,
  diskFreeBytes: 2 * 1024 ** 3,
  hashDelayP95: 2000,
  jobsWaiting: 1000,
  searchPending: 10_000,
};
/** The last minute of samples of ten seconds: one bad moment is no strain. */
const LOOKED_AT = 6;

/** What is strained, in sentences; none: all is well. `samples` are those of ten seconds or of one. */
export function strains(samples: readonly HealthSample[], info: ServerInfo): readonly string[] {
  const words = adminText.health.strains;
  const last = samples.at(-1);
  if (last === undefined) return [];
  const recent = recentOf(samples);
  // Half of the time at least, that is: the median.
  const usual = (value: (sample: HealthSample) => number) => median(recent.map(value));
  const latency = (value: (sample: HealthSample) => number) =>
    median(recent.filter(({ deliveriesPerSecond }) => deliveriesPerSecond > 0).map(value));
  const p99 = latency((sample) => sample.latencyP99Ms);
  const isLate =
    p99 > LIMITS.latencyP99 ||
    latency((sample) => sample.latencyP90Ms) > LIMITS.latencyP90 ||
    latency((sample) => sample.latencyP50Ms) > LIMITS.latencyP50;
  const loop = usual((sample) => sample.loopDelayP99Ms);
  const commit = usual((sample) => sample.commitP99Ms);
  const cpu = usual((sample) => sample.cpuUserPercent + sample.cpuSystemPercent);
  const { accounts, worker } = last;
  return [
    isLate && words.latency(figure(p99, "ms")),
    loop > LIMITS.loopP99 && words.loop(figure(loop, "ms")),
    commit > LIMITS.commitP99 && words.commit(figure(commit, "ms")),
    cpu > LIMITS.cpuPercent && words.cpu(figure(cpu, "percent")),
    info.diskFreeBytes < LIMITS.diskFreeBytes && words.disk(figure(info.diskFreeBytes, "bytes")),
    recent.every((sample) => sample.accounts === undefined) && isSure(recent) && words.accounts,
    (accounts?.hashQueueDelayP95Ms ?? 0) > LIMITS.hashDelayP95 &&
      words.hash(figure(accounts?.hashQueueDelayP95Ms ?? 0, "ms")),
    info.hasWorker && recent.every((sample) => sample.worker === undefined) && isSure(recent) && words.worker,
    (worker?.jobsWaiting ?? 0) > LIMITS.jobsWaiting && words.jobs(figure(worker?.jobsWaiting ?? 0, "count")),
    (worker?.searchPending ?? 0) > LIMITS.searchPending &&
      words.search(figure(worker?.searchPending ?? 0, "count")),
  ].filter((strain) => strain !== false);
}

function recentOf(samples: readonly HealthSample[]): readonly HealthSample[] {
  const span = LOOKED_AT * 10_000;
  const end = samples.at(-1)?.at ?? 0;
  return samples.filter(({ at }) => at > end - span);
}

/** The other services are asked every ten seconds: after a start it takes that long to know of them. */
function isSure(recent: readonly HealthSample[]): boolean {
  return (recent.at(-1)?.at ?? 0) - (recent[0]?.at ?? 0) >= 20_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
