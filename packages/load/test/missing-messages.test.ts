import { expect, test } from "bun:test";

import { LatencyHistogram } from "../src/generator/latency-histogram.ts";
import { latencyOf } from "../src/result/latency-of.ts";
import { judge } from "../src/result/thresholds.ts";
import { RunClock } from "../src/run/run-clock.ts";
import { RunEnded } from "../src/scenarios/scenario.ts";
import { resultLines } from "../src/view/result-lines.ts";
import { madeUpResult } from "./made-up-result.ts";

test("[L60.1] messages that never came count as later than every limit of a latency", () => {
  const times = new LatencyHistogram();
  for (let ms = 1; ms <= 100; ms++) times.record(ms);
  const acknowledgements = { times, missing: 0 };
  const result = madeUpResult();
  const latency = latencyOf(times);
  const summary = { ...result.summary, latency, acknowledgements: latency };
  const limits = { p50: 60, p90: 100, p99: 1000, max: 1000, "ack-p99": 1000 };
  const judged = (missing: number) =>
    judge(limits, summary, { latency: { times, missing }, acknowledgements });
  const met = (missing: number) =>
    judged(missing)
      .filter((threshold) => threshold.met)
      .map(({ metric }) => metric);
  expect(met(0)).toEqual(["p50", "p90", "p99", "max", "ack-p99"]);
  expect(met(1)).toEqual(["p50", "p90", "p99", "ack-p99"]);
  expect(met(10)).toEqual(["p50", "p90", "ack-p99"]);
  // Half of 100 and 30 is the 65th.
  expect(met(30)).toEqual(["ack-p99"]);
  const lines = resultLines({ ...result, summary, thresholds: judged(30) });
  expect(lines).toContain("MISSED: p99 not all came, at most 1,000");
  expect(lines.find((line) => line.includes("p50"))).toMatch(/^MISSED: p50 65(\.\d)?, at most 60$/);
});

test("[L60.2] who waits still for a time of the run when it is over hears so at once", async () => {
  const clock = new RunClock(performance.now(), new Promise(() => {}));
  const waiting = clock.at(3_600_000);
  clock[Symbol.dispose]();
  expect(waiting).rejects.toThrow(RunEnded);
  await waiting.catch(() => {});
});
