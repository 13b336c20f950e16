import { expect, test } from "bun:test";

import { LatencyHistogram } from "../src/generator/latency-histogram.ts";
import { type Figure } from "../src/result/result.ts";
import { runOptions } from "../src/run/run-options.ts";
import { Timetable } from "../src/run/timetable.ts";
import { scenario as burst } from "../src/scenarios/burst.ts";
import { scenario as idle } from "../src/scenarios/idle.ts";
import { scenario as loginStorm } from "../src/scenarios/login-storm.ts";
import { type Measured } from "../src/scenarios/scenario.ts";
import { scenario as slowReaders } from "../src/scenarios/slow-readers.ts";
import { scenario as soak } from "../src/scenarios/soak.ts";
import { madeUpResult } from "./made-up-result.ts";

const nothing = () => new LatencyHistogram();

function measured(parts: Partial<Measured<ReturnType<typeof runOptions>>>) {
  const { options, seconds, summary } = madeUpResult();
  const none = { latencyOf: nothing, recorded: nothing, counted: () => 0, noted: () => undefined };
  return { options, seconds, summary, ...none, ...parts };
}

function histogram(...latencies: number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const latency of latencies) histogram.record(latency);
  return histogram;
}

const value = (figures: Figure[], name: string) => figures.find((figure) => figure.name === name)?.value;

test("[L30.63] the slope of a soak's memory is that of its line, without the first tenth and what is no plateau", () => {
  const options = runOptions({ scenario: "soak", rampUpMs: 5000, plateauMs: 400_000 });
  const { seconds } = madeUpResult({ seconds: 420 });
  for (const second of seconds) {
    const { at } = second;
    second.phase = at <= 5 ? "ramp-up" : at <= 405 ? "plateau" : "ramp-down";
    const warm = at > 45 && at <= 405;
    // 2 MiB a minute, and a little up and down; elsewhere anything.
    second.memory.gateway = warm ? 2 ** 20 * (100 + at / 30 + (at % 2)) : 2 ** 30;
  }
  const slope = value(soak.figures!(measured({ options, seconds })), "memory-slope");
  expect(Math.abs(slope! - 120)).toBeLessThan(2);
  const short = seconds.slice(0, 300);
  expect(value(soak.figures!(measured({ options, seconds: short })), "memory-slope")).toBeUndefined();
  for (const { memory } of seconds) memory.gateway = null;
  expect(value(soak.figures!(measured({ options, seconds })), "memory-slope")).toBeUndefined();
});

test("[L61.5] the memory of each idle connection is told of 1,000 users and more, with its target", () => {
  const memory = new Map([
    ["before", 1e7],
    ["connected", 1.2e7],
    ["after", 1.4e7],
  ]);
  const noted = (name: string) => memory.get(name);
  const of = (users: number) =>
    measured({ options: runOptions({ scenario: "idle", users, channels: 0, rate: 0 }), noted });
  expect(value(idle.figures!(of(1000)), "bytes-each")).toBe(4000);
  expect(idle.thresholds!(of(1000).options)).toHaveProperty("bytes-each");
  expect(value(idle.figures!(of(999)), "bytes-each")).toBeUndefined();
  expect(idle.thresholds!(of(999).options)).not.toHaveProperty("bytes-each");
});

/** How the row of a run with so many who fell behind is called. */
function labelOf(told: number): string {
  const counted = (name: string) => (name === "told" ? told : 3);
  const options = runOptions({ scenario: "slow-readers" });
  const figures = slowReaders.figures!(measured({ options, counted }));
  return figures.find(({ name }) => name === "told")!.label;
}

test("[L61.6] slow readers of whom nobody fell behind say what to ask for", () => {
  expect(labelOf(0)).toEndWith("(nobody fell behind: ask for more users, a larger share or a longer time)");
  expect(labelOf(1)).not.toContain("nobody");
});

test("[L30.64] bursts and the rests between them are all of the plateau, each once", () => {
  const options = runOptions({ scenario: "burst", rampUpMs: 1500, plateauMs: 47_000 });
  expect(burst.rate!(options)).toEqual([
    { atMs: 5500, times: 5 },
    { atMs: 7500, times: 1 },
    { atMs: 15_500, times: 5 },
    { atMs: 17_500, times: 1 },
    { atMs: 25_500, times: 5 },
    { atMs: 27_500, times: 1 },
    { atMs: 35_500, times: 5 },
    { atMs: 37_500, times: 1 },
  ]);
  const { windows } = new Timetable(options, burst);
  const inPlateau = windows.filter(({ fromMs }) => fromMs >= 1500 && fromMs < 48_500);
  expect(inPlateau.map(({ names }) => names)).toEqual(
    inPlateau.map((_, index) => ["plateau", index % 2 === 0 ? "rest" : "burst"]),
  );
  expect(inPlateau).toHaveLength(9);
});

/** A storm of 2.5 s with 50 logins. */
const noted = (name: string) => (name === "storm-ms" ? 2500 : name === "done" ? 50 : 0);

test("[L30.65] the chat during a login storm is that of the stretches until its end", () => {
  const options = runOptions({ scenario: "login-storm", rampUpMs: 1000, plateauMs: 20_000 });
  const stretches = loginStorm.spans!(options).filter(({ fromMs }) => fromMs >= 11_000);
  expect(stretches.map(({ fromMs, toMs }) => toMs - fromMs)).toEqual(Array(10).fill(1000));
  // Each stretch has a latency of as many ms as it is seconds into the run.
  const latencyOf = (name: string) => {
    const stretch = stretches.find((each) => each.name === name);
    return stretch === undefined ? histogram(5) : histogram(stretch.fromMs / 1000);
  };
  const figures = loginStorm.figures!(measured({ options, latencyOf, noted }));
  expect(value(figures, "quiet-p99")).toBeCloseTo(5, 1);
  expect(value(figures, "storm-p99")).toBeCloseTo(13, 1);
  expect(value(figures, "storm-over-quiet")).toBeCloseTo(13 / 5, 1);
  expect(value(figures, "logins-per-second")).toBe(20);
  // Of one that did not end nothing is said.
  expect(loginStorm.figures!(measured({ options, latencyOf, noted: () => undefined }))).toEqual([]);
});

test("[L30.66] slow readers are the share that was asked for, of each channel", () => {
  const options = runOptions({
    scenario: "slow-readers",
    users: 400,
    channels: 8,
    extra: { share: 10, for: 1000 },
  });
  const slow = Array.from({ length: 400 }, (_, user) => user).filter(
    (user) => slowReaders.turn!(user, options).atMs === Infinity,
  );
  expect(slow).toHaveLength(40);
  for (let channel = 0; channel < 8; channel++) {
    expect(slow.filter((user) => user % 8 === channel)).toHaveLength(5);
  }
});
