import { describe, expect, setDefaultTimeout, test } from "bun:test";

import { NO_FAULTS, type Result, resultSchema, type RunOptions } from "../src/result/result.ts";
import { runLoad } from "../src/run/run-load.ts";
import { runOptions } from "../src/run/run-options.ts";
import { type Progress } from "../src/view/progress.ts";
import { SELF } from "./hubbub-command.ts";
import { type DoubleOptions, startDouble } from "./server-double.ts";

/** Runs under way at a time: each has two or three processes of its own. */
const AT_ONCE = 3;
// Those that wait for their turn wait long on a busy machine.
setDefaultTimeout(60_000);

const TINY = { users: 8, channels: 2, rate: 10, rampUpMs: 0, plateauMs: 2000, rampDownMs: 0, pinned: false };

const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
let lane = 0;

/** Begins when an earlier one has ended. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const own = lane++ % AT_ONCE;
  const done = lanes[own]!.then(work);
  lanes[own] = done.catch(() => {});
  return done;
}

type Watch = (progress: Progress, stop: AbortController) => void;

/** A whole run on a server of its own, with generator processes. */
function run(
  scenario: string,
  asked: Partial<RunOptions> = {},
  onProgress: Watch = () => {},
): Promise<Result> {
  return inTurn(async () => {
    const stop = new AbortController();
    const options = runOptions({ ...TINY, ...asked, scenario });
    const ports = { self: SELF, signal: stop.signal };
    const result = await runLoad(options, { ...ports, onProgress: (progress) => onProgress(progress, stop) });
    return resultSchema.parse(result);
  });
}

/** On a double of one channel. */
async function runOnDouble(
  scenario: string,
  double: DoubleOptions,
  asked: Partial<RunOptions>,
): Promise<Result> {
  using server = startDouble(double);
  return await run(scenario, { users: 4, channels: 1, target: server.http, ...asked }, ({ stage }, stop) => {
    // What is lost is waited for otherwise, for longer than a test has time.
    if (stage === "settling") setTimeout(() => stop.abort(), 500);
  });
}

function figure({ summary: { figures } }: Result, name: string): number {
  const found = figures.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no figure ${name}.`);
  return found.value;
}

const isMet = ({ thresholds }: Result, name: string) => thresholds.find(({ metric }) => metric === name)?.met;
const labelsOf = ({ marks }: Result) => marks.map(({ atMs, label }) => `${Math.round(atMs)} ${label}`);

describe("scenarios on Hubbub", () => {
  test.concurrent("[L30.41] reconnect-storm: all are cut, come back, and have everything", async () => {
    const result = await run("reconnect-storm", { workers: 2 });
    expect(result.summary.faults).toEqual(NO_FAULTS);
    expect(figure(result, "cut")).toBe(8);
    expect(figure(result, "not-whole")).toBe(0);
    expect(figure(result, "attempts")).toBeGreaterThanOrEqual(8);
    expect(figure(result, "fetched")).toBeGreaterThan(0);
    expect(figure(result, "half-whole")).toBeGreaterThan(0);
    expect(figure(result, "all-whole")).toBeGreaterThanOrEqual(figure(result, "half-whole"));
    // Every message came to the four users of its channel.
    expect(result.summary.latency.count).toBe(4 * result.summary.acknowledgements.count);
    expect(labelsOf(result)).toEqual(["1000 all connections cut"]);
    expect(isMet(result, "not-whole")).toBe(true);
  });

  test.concurrent(
    "[L30.42] burst: in bursts so many times the rate is sent, and in between the rate",
    async () => {
      const result = await run("burst", { plateauMs: 3000, extra: { times: 20, every: 2000, for: 500 } });
      expect(result.summary.faults).toEqual(NO_FAULTS);
      expect(figure(result, "bursts")).toBe(1);
      // 80 a second, and 20 times as many in half a second.
      const expected = 80 * 2.5 + 20 * 80 * 0.5;
      expect(Math.abs(result.summary.sent - expected)).toBeLessThan(0.3 * expected);
      expect(figure(result, "burst-p99")).toBeGreaterThan(0);
      expect(figure(result, "rest-p99")).toBeGreaterThan(0);
      expect(labelsOf(result)).toEqual(["750 20× the rate"]);
    },
  );

  test.concurrent(
    "[L30.43] login-storm: so many log in at the accounts service while the others chat",
    async () => {
      const result = await run("login-storm", { extra: { logins: 5 } });
      expect(result.summary.faults).toEqual(NO_FAULTS);
      expect(figure(result, "storm-logins")).toBe(5);
      expect(figure(result, "logins-failed")).toBe(0);
      expect(figure(result, "storm-login-p99")).toBeGreaterThanOrEqual(figure(result, "storm-login-p50"));
      expect(figure(result, "logins-per-second")).toBeCloseTo(5 / figure(result, "storm-seconds"), 6);
      expect(figure(result, "storm-over-quiet")).toBeCloseTo(
        figure(result, "storm-p99") / figure(result, "quiet-p99"),
        6,
      );
      expect(labelsOf(result)[0]).toBe("1000 5 logins");
      expect(result.marks).toHaveLength(2);
      expect(isMet(result, "storm-over-quiet")).toBeDefined();
    },
  );

  test.concurrent(
    "[L30.44] idle: connections that do nothing are held, and the memory of each is not told of few",
    async () => {
      const result = await run("idle", { users: 50, channels: 0, rate: 0, plateauMs: 1000 });
      expect(result.summary.faults).toEqual(NO_FAULTS);
      expect(result.summary.sent).toBe(0);
      expect(result.summary.figures.map(({ name }) => name)).toEqual(["heartbeats"]);
      expect(result.summary.figures[0]!.label).toContain("fewer than 1,000 users");
      expect(result.thresholds.map(({ metric }) => metric)).not.toContain("bytes-each");
    },
  );

  test.concurrent(
    "[L30.45] slow-readers: who stops reading is told so, and has everything in the end",
    async () => {
      const extra = { share: 25, for: 2000 };
      const result = await run("slow-readers", { size: 8192, rate: 60, plateauMs: 4000, extra });
      expect(result.summary.faults).toEqual(NO_FAULTS);
      expect(figure(result, "slow")).toBe(2);
      // How much the kernel takes before the server has to leave something out is the machine's business.
      expect(figure(result, "told")).toBeLessThanOrEqual(2);
      expect(figure(result, "fetched") > 0).toBe(figure(result, "told") > 0);
      expect(figure(result, "not-whole")).toBe(0);
      expect(figure(result, "memory-growth")).toBeGreaterThanOrEqual(0);
      expect(labelsOf(result)).toEqual(["1000 2 users stop reading", "3000 they read on"]);
      // Who is slow sends nothing, and its deliveries are not measured: three of the four of each channel are.
      expect(result.summary.latency.count).toBe(3 * result.summary.acknowledgements.count);
    },
  );

  test.concurrent(
    "[L30.46] soak: percentiles of the first and the last tenth, and no slope of a memory seen so shortly",
    async () => {
      const result = await run("soak");
      expect(result.summary.faults).toEqual(NO_FAULTS);
      for (const name of ["first-p90", "first-p99", "last-p90", "last-p99"])
        expect(figure(result, name)).toBeGreaterThan(0);
      expect(result.summary.figures.map(({ name }) => name)).not.toContain("memory-slope");
    },
  );

  test.concurrent(
    "[L30.47] a scenario that is ended early has a valid result, and nobody lacks anything",
    async () => {
      const result = await run(
        "slow-readers",
        { plateauMs: 40_000, extra: { share: 25, for: 20_000 }, size: 4096 },
        ({ seconds }, stop) => {
          if (seconds.length === 1) stop.abort();
        },
      );
      expect(result.ended).toBe("interrupted");
      expect(result.summary.faults).toEqual(NO_FAULTS);
      expect(result.seconds.length).toBeLessThan(10);
    },
  );
});

describe("scenarios on a server double", () => {
  test.concurrent(
    "[L30.51] reconnect-storm: what a server leaves out of its history is lost, exactly",
    async () => {
      const lacking = new Map<number, number>();
      const result = await runOnDouble(
        "reconnect-storm",
        {
          // Of all that they missed, three get one message less.
          page: (member, entries) => {
            if (member === 3 || entries.length === 0) return entries;
            lacking.set(member, (lacking.get(member) ?? 0) + 1);
            return entries.slice(1);
          },
        },
        { rate: 40 },
      );
      const lost = [...lacking.values()].reduce((sum, each) => sum + each, 0);
      expect(lost).toBeGreaterThan(0);
      expect(result.summary.faults).toEqual({ ...NO_FAULTS, lost });
      expect(isMet(result, "faults")).toBe(false);
      expect(figure(result, "not-whole")).toBe(lacking.size);
    },
  );

  test.concurrent(
    "[L30.52] reconnect-storm: who finds another epoch does not come back, and it is said why",
    async () => {
      let subscribed = 0;
      const result = await runOnDouble(
        "reconnect-storm",
        {
          answer: (member, reply) => {
            if (reply.case !== "subscribed" || member !== 1 || ++subscribed < 2) return reply;
            return { case: "subscribed", value: { ...reply.value, epoch: 7 } };
          },
        },
        { rate: 20 },
      );
      expect(figure(result, "not-whole")).toBe(1);
      expect(isMet(result, "not-whole")).toBe(false);
      expect(result.summary.faults.ended).toBe(1);
      expect(result.summary.faults.lost).toBeGreaterThan(0);
      expect(result.warnings.join("\n")).toContain("User 1: The server says epoch 7 of a log that had 1.");
    },
  );
});

describe("options of scenarios", () => {
  test.each([
    [
      "burst",
      { extra: { every: 1000, for: 1000 } },
      "--for has to be shorter than --every: between bursts there is a rest.",
    ],
    [
      "burst",
      { extra: { every: 3000 } },
      "--every has to be shorter than the plateau, so that there is a burst in it.",
    ],
    [
      "login-storm",
      { auth: "none" },
      "The logins need an accounts service: ask for --auth idle or concurrent.",
    ],
    ["login-storm", { extra: { logins: 1.5 } }, "--logins takes a whole number from 1 up."],
    ["slow-readers", { extra: { share: 100 } }, "--share has to be below 100: somebody has to read."],
    [
      "slow-readers",
      { extra: { for: 1600 } },
      "--for takes three quarters of the plateau at most: before and after it all read.",
    ],
    [
      "slow-readers",
      { channels: 0, rate: 0 },
      "Without channels there is nothing to read: ask for --channels.",
    ],
    [
      "slow-readers",
      { auth: "concurrent" },
      "Who stops reading is there from the beginning: ask for --auth none or idle.",
    ],
  ] as const)("[L30.55] %s refuses what it can't do with a sentence: %j", (scenario, asked, sentence) => {
    expect(() => runOptions({ ...TINY, ...asked, scenario })).toThrow(sentence);
  });
});
