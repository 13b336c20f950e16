import { expect, test } from "bun:test";

import type { HealthSample, ServerInfo } from "@hubbub/client";

import { joined, withGaps } from "../src/admin/health/sample-window.ts";
import { strains } from "../src/admin/health/verdict.ts";

test("[U35.11] the graphs have a gap where the server was away, and forget what is older than they show", () => {
  const samples = [sample({ at: 10_000 }), sample({ at: 20_000 }), sample({ at: 90_000 })];
  expect(withGaps(samples).map(({ at, sample }) => [at, sample !== undefined])).toEqual([
    [10_000, true],
    [20_000, true],
    [55_000, false],
    [90_000, true],
  ]);
  const later = joined(samples, [sample({ at: 100_000 })], { now: 100_000, spanMs: 80_000 });
  expect(later.map(({ at }) => at)).toEqual([20_000, 90_000, 100_000]);
});

test("[U35.12] what is strained for most of a minute is said in words, one bad moment is not", () => {
  const calm = Array.from({ length: 6 }, (_, i) => sample({ at: 10_000 * i }));
  expect(strains(calm, INFO)).toEqual([]);
  expect(strains([...calm.slice(1), sample({ at: 60_000, latencyP99Ms: 5000 })], INFO)).toEqual([]);
  const late = calm.map((each) => ({ ...each, latencyP99Ms: 2500, loopDelayP99Ms: 300 }));
  expect(strains(late, INFO)).toEqual([
    expect.stringContaining("takes 2.5 s"),
    expect.stringContaining("up to 300 ms"),
  ]);
  const alone = calm.map((each) => ({ ...each, accounts: undefined, worker: undefined }));
  expect(strains(alone, INFO)).toEqual([
    expect.stringContaining("accounts service doesn't answer"),
    expect.stringContaining("worker doesn't answer"),
  ]);
  expect(strains(alone.slice(-1), INFO)).toEqual([]);
  expect(strains(calm, { ...INFO, diskFreeBytes: 1024 ** 3 })).toEqual([
    expect.stringContaining("Only 1 GB"),
  ]);
});

const INFO: ServerInfo = {
  version: "1.0.0",
  runtime: "Bun",
  startedAt: 0,
  now: 60_000,
  cpus: 2,
  databaseBytes: 0,
  diskFreeBytes: 100 * 1024 ** 3,
  users: 1,
  channels: 1,
  events: 1,
  files: 0,
  fileBytes: 0,
  hasWorker: true,
};

function sample(figures: Partial<HealthSample>): HealthSample {
  return {
    at: 0,
    intervalMs: 10_000,
    connections: 1,
    users: 1,
    eventsPerSecond: 1,
    deliveriesPerSecond: 1,
    latencyP50Ms: 5,
    latencyP90Ms: 5,
    latencyP99Ms: 5,
    loopDelayP50Ms: 1,
    loopDelayP99Ms: 1,
    loopDelayMaxMs: 1,
    commitsPerSecond: 1,
    commitP50Ms: 1,
    commitP99Ms: 1,
    commitEntries: 1,
    cpuUserPercent: 1,
    cpuSystemPercent: 1,
    memoryBytes: 1,
    sentBytesPerSecond: 1,
    accounts: { hashQueueDelayP95Ms: 0, hashQueueLength: 0, hashWorkers: 1, memoryBytes: 1 },
    worker: { jobsWaiting: 0, searchPending: 0, memoryBytes: 1 },
    ...figures,
  };
}
