import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import { findMaxLines, probeRow } from "../src/find-max/find-max-lines.ts";
import { type FindMaxResult, findMaxSchema } from "../src/find-max/find-max-result.ts";
import { findMax, type FindMaxOptions } from "../src/find-max/find-max.ts";
import { type Purpose, searchMost } from "../src/find-max/search.ts";
import { OptionsRefused } from "../src/options-refused.ts";
import { type Result, type RunOptions } from "../src/result/result.ts";
import { type RunLoad } from "../src/run/ports.ts";
import { RunFailed } from "../src/run/run-failed.ts";
import { BOTTLENECK, BUSY } from "../src/run/warnings.ts";
import { madeUpResult } from "./made-up-result.ts";

/** Searches with `holds`, and gives all tries, too. */
async function searched(
  start: number,
  most: number,
  step: number,
  holds: (users: number, nth: number) => boolean,
) {
  const tries: [users: number, purpose: Purpose, held: boolean][] = [];
  const answer = await searchMost({ start, most, step }, async (users, purpose) => {
    const held = holds(users, tries.filter(([other]) => other === users).length + 1);
    tries.push([users, purpose, held]);
    return held;
  });
  return { answer, tries };
}

describe("the search of the most users", () => {
  test("[L20.31] ends within the step below what holds, whatever that is, after few tries", async () => {
    const limits = fc.integer({ min: 0, max: 60_000 });
    const starts = fc.integer({ min: 1, max: 2000 });
    await fc.assert(
      fc.asyncProperty(limits, starts, fc.constantFrom(0.05, 0.2), async (limit, start, step) => {
        const { answer, tries } = await searched(start, 50_000, step, (users) => users <= limit);
        const best = Math.min(limit, 50_000);
        expect(answer).toBeLessThanOrEqual(best);
        expect(answer).toBeGreaterThanOrEqual(best === 50_000 ? best : Math.floor(best / (1 + step)) - 1);
        expect(tries.length).toBeLessThan(30);
        for (const [users] of tries) expect(users).toBeWithin(1, 50_001);
        if (answer > 0) expect(tries.filter(([users, , held]) => users === answer && held).length).toBe(2);
      }),
    );
  });

  test("[L20.32] doubles, bisects and repeats, as it says", async () => {
    const { answer, tries } = await searched(425, 50_000, 0.05, (users) => users <= 3300);
    expect(tries).toEqual([
      [425, "start", true],
      [850, "double", true],
      [1700, "double", true],
      [3400, "double", false],
      [2600, "bisect", true],
      [3000, "bisect", true],
      [3200, "bisect", true],
      [3300, "bisect", true],
      [3300, "repeat", true],
    ]);
    expect(answer).toBe(3300);
  });

  test("[L20.33] an answer that doesn't hold again is stepped down from, to one that holds twice", async () => {
    const { answer, tries } = await searched(1000, 2000, 0.05, (users, nth) => users <= 900 || nth === 1);
    const beginning = [
      "1000 start",
      "2000 double",
      "2000 repeat",
      "1900 step down",
      "1900 repeat",
      "1805 step down",
    ];
    const said = tries.map(([users, purpose]) => `${users} ${purpose}`);
    expect(said.slice(0, 6)).toEqual(beginning);
    expect(said.slice(-4)).toEqual(["927 step down", "927 repeat", "881 step down", "881 repeat"]);
    expect(answer).toBe(881);
  });

  test("[L20.34] where nothing holds the answer is none", async () => {
    const { answer, tries } = await searched(425, 50_000, 0.05, () => false);
    expect(answer).toBe(0);
    expect(tries.map(([users]) => users)).toEqual([425, 212, 106, 53, 26, 13, 6, 3, 1]);
  });
});

/** What a run with these options might come to. */
function resultOf(
  options: RunOptions,
  p99: number,
  changes: { gateway?: number; warnings?: string[] } = {},
): Result {
  const made = madeUpResult({ seconds: 6, users: options.users });
  const { gateway = 40, warnings = [] } = changes;
  const gatewayCpu = { min: gateway, mean: gateway, max: gateway };
  const thresholds = [{ metric: "p99", most: 1000, value: p99, met: p99 <= 1000 }];
  return { ...made, options, thresholds, warnings, summary: { ...made.summary, gatewayCpu } };
}

/** Searches with a run that is made up. */
async function found(run: RunLoad, options: FindMaxOptions = {}): Promise<FindMaxResult> {
  const ports = { self: [], runLoad: run, signal: new AbortController().signal };
  return findMaxSchema.parse(await findMax({ start: 100, ...options }, ports));
}

const failing: RunLoad = async (options) => {
  if (options.users > 100) throw new RunFailed("The server ended.");
  return resultOf(options, 20);
};

describe("find-max", () => {
  test("[L20.35] names the target that was missed next above the answer", async () => {
    const asked: number[] = [];
    const result = await found(async (options, { thresholds }) => {
      asked.push(options.users);
      expect(options).toMatchObject({ rampUpMs: 5000, plateauMs: 10_000, rampDownMs: 0, target: null });
      expect(thresholds).toEqual({ p90: 200, p95: 500, p99: 1000, faults: 0 });
      return resultOf(options, options.users > 150 ? 1234 : 20);
    });
    expect(asked).toEqual(result.probes.map(({ users }) => users));
    expect(result).toMatchObject({ users: 150, repeated: true, ended: "complete" });
    const above = Math.min(...asked.filter((users) => users > 150));
    expect(result.reason).toBe(`At ${above} users p99 was 1,234, at most 1,000.`);
    expect(findMaxLines(result)[0]).toStartWith(
      "150 users held at most p90 200, p95 500, p99 1,000, faults 0, twice: ",
    );
  });

  test("[L20.36] says whether the server's core was full, or the generator was what ended", async () => {
    const full = await found(async (options) =>
      resultOf(options, options.users > 100 ? 5000 : 20, { gateway: options.users > 100 ? 98 : 60 }),
    );
    expect(full.probes.find(({ held }) => !held)!.limit).toBe("server");
    expect(full.reason).toEndWith(
      "users p99 was 5,000, at most 1,000: the gateway took 98% of a core, which is all there is for it.",
    );
    const slow = await found(async (options) =>
      resultOf(options, options.users > 100 ? 5000 : 20, {
        gateway: 98,
        warnings: [`${BOTTLENECK}, and so on`],
      }),
    );
    expect(slow.probes.find(({ held }) => !held)!.limit).toBe("generator");
    expect(slow.reason).toEndWith("so this is a limit of the generator, not of the server.");
    expect(probeRow(slow.probes.find(({ held }) => !held)!)).toEndWith("BROKE, by the generator");
  });

  test("[L20.42] says in how many tries the machine was busy with other things", async () => {
    const warnings = [`${BUSY}, which took so much`];
    const result = await found(
      async (options) => resultOf(options, 20, { warnings: options.users === 100 ? warnings : [] }),
      { most: 200 },
    );
    const lines = findMaxLines(result);
    expect(lines.at(-1)).toBe(`${BUSY} in 1 of 3 tries: search again when it is not.`);
  });

  test("[L20.37] stops at the most that was asked for, and says so", async () => {
    const result = await found(async (options) => resultOf(options, 20), { most: 250 });
    expect(result.probes.map(({ users, purpose }) => [users, purpose])).toEqual([
      [100, "start"],
      [200, "double"],
      [250, "double"],
      [250, "repeat"],
    ]);
    expect(result.reason).toBe("250 users are the most that were to be tried (--max).");
  });

  test("[L20.38] a run that fails breaks, with its sentence; but not the first", async () => {
    const result = await found(failing);
    expect(result.users).toBe(100);
    expect(result.probes[1]).toMatchObject({ limit: "failed", measured: null });
    expect(result.reason).toMatch(/^\d+ users could not be measured: The server ended\.$/);
    expect(found(failing, { start: 101 })).rejects.toThrow(
      /^101 users could not be measured: The server ended\.$/,
    );
  });

  test("[L20.39] ended early, it gives what had held by then", async () => {
    const result = await found(async (options) => {
      const made = resultOf(options, 20);
      return options.users > 300 ? { ...made, ended: "interrupted" } : made;
    });
    expect(result).toMatchObject({ ended: "interrupted", users: 200, repeated: false });
    expect(result.reason).toBe("The search was ended early: this is what had held by then.");
  });

  test("[L61.2] ended in its first try, it has no answer; at the most to be tried, the answer is at least that", async () => {
    const none = await found(async (options) => ({ ...resultOf(options, 20), ended: "interrupted" }));
    expect(findMaxLines(none)).toEqual(["Ended before the first try was done: no answer."]);
    const most = await found(async (options) => resultOf(options, 20), { most: 250 });
    expect(findMaxLines(most)[0]).toStartWith("At least 250 users held at most ");
  });

  test("[L20.40] fewer users than channels or workers have as many as there can be", async () => {
    const asked: [number, number, number][] = [];
    await found(
      async (options) => {
        asked.push([options.users, options.channels, options.workers]);
        return resultOf(options, options.users > 3 ? 2000 : 20);
      },
      { start: 8, load: { channels: 8, workers: 4 } },
    );
    expect(asked).toContainEqual([8, 8, 4]);
    expect(asked).toContainEqual([2, 2, 2]);
  });

  test.each<[FindMaxOptions, RegExp]>([
    [{ start: 0 }, /^--start takes a whole number from 1/],
    [{ most: 0 }, /^--max takes a whole number from 1/],
    [{ start: 10, most: 5 }, /^The search starts at 10 users, which is more than --max 5/],
    [{ step: 0 }, /^--step takes from above 0 to 50 percent/],
    [{ thresholds: { p98: 1 } }, /^There is no metric "p98"/],
    [{ load: { plateauMs: 10 } }, /^--plateau takes at least 1s/],
  ])("[L20.41] %j is refused with a sentence", async (options, sentence) => {
    const refused = found(async (asked) => resultOf(asked, 20), options);
    expect(refused).rejects.toThrow(OptionsRefused);
    expect(refused).rejects.toThrow(sentence);
    await refused.catch(() => {});
  });
});
