import { describe, expect, test } from "bun:test";

import { about, changeSentences } from "../src/analysis/change-words.ts";
import { changesOf } from "../src/analysis/changes-of-runs.ts";
import { recordOf, type RunRecord } from "../src/analysis/run-record.ts";
import { changeOf, spreadOf } from "../src/analysis/spread.ts";
import { floorBlocks, writeFloor } from "../src/analysis/write-floor.ts";
import { madeUpResult } from "./made-up-result.ts";

const named = (name: string, before: number[], after: number[]) => ({
  name,
  unit: "ms",
  change: changeOf(spreadOf(before)!, spreadOf(after)!),
});

describe("what became of a figure", () => {
  test("[L50.14] repeated runs that differ by more than chance are a change, in its direction", () => {
    const fell = changeOf(spreadOf([200, 204, 202])!, spreadOf([114, 116, 115])!);
    expect(fell.verdict).toBe("lower");
    expect(fell.share).toBeCloseTo(115 / 202 - 1);
    expect(changeOf(spreadOf([114, 116, 115])!, spreadOf([200, 204, 202])!).verdict).toBe("higher");
  });

  test("[L50.14] what chance can do is noise: half of Welch's 95% interval", () => {
    // Means 100 and 90, variances 100 and 100 over 3 runs: ±2.776 (t with 4 degrees of freedom) × √(200 / 3).
    const change = changeOf(spreadOf([90, 100, 110])!, spreadOf([80, 90, 100])!);
    expect(change.noise).toBeCloseTo((2.776_445 * Math.sqrt(200 / 3)) / 100, 4);
    expect(change.verdict).toBe("unchanged");
  });

  test("[L50.15] under 5% nothing is called a change, and under 25% where there is a single run", () => {
    expect(changeOf(spreadOf([100, 100, 100])!, spreadOf([96, 96, 96])!)).toMatchObject({
      verdict: "unchanged",
      noise: 0.05,
    });
    expect(changeOf(spreadOf([100])!, spreadOf([80])!)).toMatchObject({ verdict: "unchanged", noise: 0.25 });
    expect(changeOf(spreadOf([100])!, spreadOf([70, 71])!).verdict).toBe("lower");
    expect(changeOf(spreadOf([0, 0])!, spreadOf([0, 0])!).verdict).toBe("unchanged");
  });

  test("[L50.16] what got better, worse, and what stayed is said in a sentence each", () => {
    const sentences = changeSentences([
      named("p90", [203, 203], [116, 116]),
      named("p95", [246, 246], [200, 200]),
      named("p99", [300, 300], [1020, 1020]),
      named("the gateway's CPU", [38, 38], [37, 37]),
    ]);
    expect(sentences).toEqual([
      "p90 fell by 43% (203 → 116 ms) and p95 by 19% (246 → 200 ms).",
      "p99 rose 3.4-fold (300 → 1,020 ms).",
      "The gateway's CPU (38 → 37 ms) did not change beyond the noise of 5.0%.",
    ]);
  });

  test("[L50.16] where nothing got better the last sentence says so", () => {
    expect(changeSentences([named("p90", [100, 100], [120, 120])])).toEqual([
      "p90 rose by 20% (100 → 120 ms).",
      "So nothing got better by it here.",
    ]);
    expect(changeSentences([named("p90", [100, 100], [101, 101]), named("p99", [200], [201])])).toEqual([
      "p90 (100 → 101 ms) and p99 (200 → 201 ms) did not change beyond the noise of 5.0% to 25%.",
      "So it made no difference here that could be told.",
    ]);
    expect(changeSentences([named("p90", [10, 500], [20, 30])])[0]).toEndWith("the noise of more than 100%.");
    expect(changeSentences([])).toEqual([]);
  });

  test("[L50.17] a figure that one side lacks is compared with nothing", () => {
    const run = recordOf(madeUpResult(), "runs/a.json");
    const blind = recordOf(madeUpResult({ remote: true }), "runs/b.json");
    expect(changesOf([run], [blind], ["p90", "cpu"]).map(({ name }) => name)).toEqual(["p90"]);
  });

  test("[L50.18] estimates are given with the two digits that are known", () => {
    expect([about(73_201), about(104.2), about(9.58)]).toEqual(["about 73,000", "about 100", "about 9.6"]);
  });
});

function run(writesPerSecond: number | null, cpu: number, deliveredPerSecond: number): RunRecord {
  const record = recordOf(madeUpResult(), "runs/a.json");
  const gatewayCpu = { min: cpu, mean: cpu, max: cpu };
  return { ...record, writesPerSecond, summary: { ...record.summary, gatewayCpu, deliveredPerSecond } };
}

describe("what the writes explain", () => {
  const bare = {
    connections: 2000,
    bytes: 100,
    rounds: 40,
    pinned: true,
    cpuUs: 10,
    cpuLowUs: 9,
    cpuHighUs: 11,
  };
  test("[L50.19] writes at the price of a bare one are a share of the gateway's CPU", () => {
    expect(writeFloor([run(3000, 40, 6000), run(3000, 40, 6000)], bare)).toEqual({
      writesPerSecond: 3000,
      deliveriesPerWrite: 2,
      cpu: 3,
      share: 0.075,
    });
    expect(writeFloor([run(null, 40, 6000)], bare)).toBeUndefined();
    expect(writeFloor([run(0, 40, 6000)], bare)).toBeUndefined();
  });

  test("[L50.19] writes of a run are its flushes times the connections of each, over the plateau", () => {
    const result = madeUpResult();
    const seconds = result.seconds.map((second) => ({
      ...second,
      server: { ...second.server, flushes: second.phase === "plateau" ? 100 : 7, flushConnections: 40 },
    }));
    expect(recordOf({ ...result, seconds }, "runs/a.json").writesPerSecond).toBe(4000);
    expect(recordOf(madeUpResult({ remote: true }), "runs/a.json").writesPerSecond).toBeNull();
  });

  test("[L50.19] nothing is explained where the bare write, or the writes, are not known", () => {
    const groups = [{ title: "250", runs: [run(3000, 40, 6000)] }];
    expect(floorBlocks("users", groups, undefined)).toEqual([]);
    expect(floorBlocks("users", [{ title: "250", runs: [run(null, 40, 6000)] }], bare)).toEqual([]);
    const text = JSON.stringify(floorBlocks("users", groups, bare));
    expect(text).toContain("They explain 8% of it.");
    expect(
      JSON.stringify(floorBlocks("users", [{ title: "250", runs: [run(9000, 6, 6000)] }], bare)),
    ).toContain("these writes were cheaper than bare ones");
  });
});
