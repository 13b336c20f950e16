import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";

import { type NumberedEntry } from "@hubbub/protocol";

import { processTree } from "../src/measure/process-figures.ts";
import { NO_FAULTS, type Result, resultSchema, type RunOptions } from "../src/result/result.ts";
import { RunFailed, RunInterrupted } from "../src/run/run-failed.ts";
import { runLoad } from "../src/run/run-load.ts";
import { runOptions } from "../src/run/run-options.ts";
import { type Progress } from "../src/view/progress.ts";
import { SELF } from "./hubbub-command.ts";
import { type DoubleOptions, startDouble } from "./server-double.ts";

const USERS = 5;
interface RunExtras {
  onProgress?: (progress: Progress, stop: AbortController) => void;
}

/** A whole run, with its generator process, on a double of one channel: a second's plateau, no ramps. */
async function run(
  double: DoubleOptions,
  asked: Partial<RunOptions> = {},
  { onProgress = () => {} }: RunExtras = {},
): Promise<Result> {
  using server = startDouble(double);
  const stop = new AbortController();
  const options = runOptions({
    target: server.http,
    users: USERS,
    channels: 1,
    rate: 20,
    rampUpMs: 0,
    plateauMs: 1000,
    rampDownMs: 0,
    seed: 5,
    ...asked,
  });
  const ports = { self: SELF, signal: stop.signal };
  const result = await runLoad(options, { ...ports, onProgress: (progress) => onProgress(progress, stop) });
  return resultSchema.parse(result);
}

describe("a load run on a server double", () => {
  test("[L20.9] counts exactly what a server dropped, repeated and moved back, and misses the threshold on faults", async () => {
    let held: NumberedEntry[] = [];
    const result = await run(
      {
        deliver: (member, entry) => {
          if (member === 0 && [3, 7, 8].includes(entry.seq)) return [];
          if (member === 1 && [4, 9].includes(entry.seq)) return [entry, entry];
          if (member === 2 && entry.seq === 5) {
            held = [entry];
            return [];
          }
          if (member === 2 && entry.seq === 6) return [entry, ...held];
          return [entry];
        },
      },
      {},
      {
        // What is lost is waited for otherwise, for longer than this test has time.
        onProgress: ({ stage }, stop) => {
          if (stage === "settling") setTimeout(() => stop.abort(), 500);
        },
      },
    );
    expect(result.summary.faults).toEqual({ ...NO_FAULTS, lost: 3, repeated: 2, outOfOrder: 1 });
    expect(result.thresholds.find(({ metric }) => metric === "faults")).toEqual({
      metric: "faults",
      most: 0,
      value: 6,
      met: false,
    });
  });

  test("[L20.10] a stall of the server shows in the latencies of all messages that were due meanwhile", async () => {
    const due: number[] = [];
    const result = await run({
      hold: (text) => {
        due.push(Number(text.split(" ")[2]) / 1000);
        // Everything waits for the fortieth message.
        return due.length < 40;
      },
    });
    const released = due[39]!;
    const waits = due.slice(0, 39).map((intended) => released - intended);
    const { latency, faults } = result.summary;
    expect(faults).toEqual(NO_FAULTS);
    expect(latency.count).toBe(due.length * USERS);
    // Of the messages of a second, so many waited at least so long, each for all users.
    const longer = (ms: number) =>
      result.histogram.reduce((sum, [us, count]) => sum + (us / 1000 >= ms - 0.002 ? count : 0), 0);
    for (const [rank, wait] of waits.toSorted((a, b) => b - a).entries()) {
      expect(longer(wait)).toBeGreaterThanOrEqual((rank + 1) * USERS);
    }
    expect(latency.max).toBeGreaterThanOrEqual(Math.max(...waits) - 0.002);
  });

  test("[L20.11] a generator that was held up is marked as the bottleneck, and its lag is told", async () => {
    let paused: Promise<void> | undefined;
    const result = await run(
      {},
      {},
      {
        onProgress: ({ stage }) => {
          if (stage === "plateau") paused ??= pauseWorkers(400);
        },
      },
    );
    await paused;
    expect(result.summary.lags.p99).toBeGreaterThan(50);
    expect(result.warnings.join("\n")).toStartWith("THE GENERATOR WAS THE BOTTLENECK");
    expect(result.summary.faults).toEqual(NO_FAULTS);
  });

  test("[L20.12] a run that is ended early has a valid result of what had passed, marked as interrupted", async () => {
    const result = await run(
      {},
      { plateauMs: 60_000 },
      {
        onProgress: ({ seconds }, stop) => {
          if (seconds.length === 1) stop.abort();
        },
      },
    );
    expect(result.ended).toBe("interrupted");
    expect(result.warnings[0]).toStartWith("INTERRUPTED");
    expect(result.seconds.length).toBeLessThan(5);
    expect(result.summary.faults).toEqual(NO_FAULTS);
    expect(result.summary.latency.count).toBeGreaterThan(USERS);
    expect(result.summary.measuredMs).toBeLessThan(20_000);
  });

  test("[L20.13] a run that is ended before its ramp-up has no result, and says so", async () => {
    const interrupted = run(
      { tooMany: Infinity },
      {},
      {
        onProgress: ({ stage }, stop) => {
          if (stage === "signing up") stop.abort();
        },
      },
    );
    expect(interrupted).rejects.toThrow(RunInterrupted);
    await interrupted.catch(() => {});
  });

  test("[L20.15] a target that is not there ends the run with a sentence", async () => {
    const absent = run({}, { target: "http://127.0.0.1:9" });
    expect(absent).rejects.toThrow(RunFailed);
    expect(absent).rejects.toThrow(/^http:\/\/127\.0\.0\.1:9 doesn't answer\. [^?]*\.$/);
    await absent.catch(() => {});
  });

  test("[L20.16] the same seed makes the same messages, in one process or in two", async () => {
    const shared = { users: 8, channels: 4, rate: 10 };
    const [one, two] = [await run({}, shared), await run({}, { ...shared, workers: 2 })];
    expect(one.seconds[0]!.cpu.generator).toHaveLength(1);
    expect(two.seconds[0]!.cpu.generator).toHaveLength(2);
    // The double gives every member of a channel each of its messages: two users in each.
    expect(two.summary.latency.count).toBe(one.summary.latency.count);
    expect(one.summary.latency.count).toBe(2 * one.summary.acknowledgements.count);
    for (const { summary } of [one, two]) expect(summary.faults).toEqual(NO_FAULTS);
  });

  test("[L20.14] the accounts service of a target is asked again as it says, when it has had enough", async () => {
    const stages = new Set<string>();
    const result = await run({ tooMany: 7 }, {}, { onProgress: ({ stage }) => stages.add(stage) });
    expect(result.summary.faults).toEqual(NO_FAULTS);
    expect([...stages]).toEqual(["starting", "signing up", "connecting", "plateau", "settling", "done"]);
  });

  test("[L20.17] what the seconds counted is together what the run counted", async () => {
    const { seconds, summary } = await run({}, { rampUpMs: 600, plateauMs: 1000, rampDownMs: 400 });
    expect(seconds.map(({ at, phase }) => [at, phase])).toEqual([
      [1, "ramp-up"],
      [2, "plateau"],
    ]);
    const sum = (read: (second: (typeof seconds)[number]) => number) =>
      seconds.reduce((total, second) => total + read(second), 0);
    // Every message came to everybody; those of the ramps are not in the headline.
    expect(sum(({ delivered }) => delivered)).toBe(USERS * sum(({ sent }) => sent));
    expect(sum(({ latency }) => latency.count)).toBe(USERS * sum(({ sent }) => sent));
    expect(summary.latency.count).toBeLessThan(sum(({ latency }) => latency.count));
    expect(seconds.map(({ users }) => users)).toEqual([USERS, 0]);
    expect(Math.max(...seconds.map(({ latency }) => latency.max))).toBeGreaterThanOrEqual(
      summary.latency.max,
    );
    // Nothing is known of a server that shows no figures.
    expect(seconds[0]!.cpu).toMatchObject({ gateway: null, accounts: null, others: null });
    expect(seconds[0]!.server.loopDelayMs).toBeNull();
  });
});

/** Stops the generator processes of this process for a while. */
async function pauseWorkers(ms: number): Promise<void> {
  const workers = processTree(process.pid).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("\0load\0worker\0"),
  );
  expect(workers.length).toBeGreaterThan(0);
  for (const pid of workers) process.kill(pid, "SIGSTOP");
  await Bun.sleep(ms);
  for (const pid of workers) process.kill(pid, "SIGCONT");
}
