import { describe, expect, test } from "bun:test";

import { OptionsRefused } from "../src/options-refused.ts";
import { type RunOptions } from "../src/result/result.ts";
import { parseThreshold, thresholdsOf } from "../src/result/thresholds.ts";
import { formatDuration, parseDuration } from "../src/run/duration.ts";
import { runOptions, scenarioNamed } from "../src/run/run-options.ts";
import { SCENARIOS } from "../src/scenarios/index.ts";

function thresholds(asked: Record<string, number>, rate = 1) {
  return thresholdsOf(runOptions({ rate }), scenarioNamed("chat"), asked);
}

describe("options of a load run", () => {
  test("[L20.1] what was not asked for is filled in: the performance report's load, for 45 seconds", () => {
    expect(runOptions()).toMatchObject({
      scenario: "chat",
      target: null,
      users: 425,
      channels: 10,
      rate: 1.04,
      arrivals: "poisson",
      size: 64,
      rampUpMs: 10_000,
      plateauMs: 30_000,
      rampDownMs: 5000,
      auth: "none",
      codec: "protobuf",
      deflate: false,
      workers: 1,
      seed: 1,
    });
    expect(runOptions({ users: 3, rate: undefined })).toMatchObject({ users: 3, channels: 3, rate: 1.04 });
  });

  test.each<[Partial<RunOptions>, RegExp]>([
    [{ scenario: "nonsense" }, /^There is no scenario "nonsense": there are .*chat/],
    [{ users: 0 }, /^--users takes a whole number from 1 /],
    [{ users: 2.5 }, /^--users takes a whole number/],
    [{ channels: -1 }, /^--channels takes a whole number/],
    [{ users: 5, channels: 6 }, /^6 channels are more than 5 users/],
    [{ channels: 0 }, /^Without channels nobody can send/],
    [{ rate: -1 }, /^--rate takes a number from 0 to 1000/],
    [{ rate: Number.NaN }, /^--rate takes a number/],
    [{ size: 10 }, /^--size takes from 37 bytes/],
    [{ size: 20_000 }, /^--size takes from .* to 16384/],
    [{ workers: 0 }, /^--workers takes a whole number/],
    [{ workers: 11 }, /^11 workers are more than 10 channels/],
    [{ users: 2, channels: 0, rate: 0, workers: 3 }, /^3 workers are more than 2 users/],
    [{ plateauMs: 500 }, /^--plateau takes at least 1s/],
    [{ rampUpMs: 1e12 }, /^--ramp-up takes a duration of at most a week/],
    [{ target: "example.org" }, /^--target takes an address that begins with http:/],
    [{ target: "ws://127.0.0.1:8080" }, /^--target takes an address that begins with http:/],
    [{ target: "http://user:secret@127.0.0.1:8080" }, /^--target takes no user and password: [^@]*$/],
    [
      { target: "http://127.0.0.1:1", serverFlags: ["--flush"] },
      /^--server-flag is for the server that the run/,
    ],
    [{ extra: { nonsense: 1 } }, /^The scenario chat has no option --nonsense/],
  ])("[L20.2] %j is refused with a sentence", (asked, sentence) => {
    expect(() => runOptions(asked)).toThrow(OptionsRefused);
    expect(() => runOptions(asked)).toThrow(sentence);
  });

  test.each(SCENARIOS.map(({ name }) => name))(
    "[L20.3] the scenario %s can be run as it is, and is said in one line",
    (name) => {
      const options = runOptions({ scenario: name });
      const scenario = scenarioNamed(name);
      expect(options.scenario).toBe(name);
      expect(Object.keys(options.extra)).toEqual(Object.keys(scenario.extra ?? {}));
      for (const about of [
        scenario.summary,
        ...Object.values(scenario.extra ?? {}).map((extra) => extra.about),
      ]) {
        expect(about).toMatch(/^[^A-Z].*[^.]$/);
      }
    },
  );

  test("[L20.4] a flag that several scenarios have takes the same kind of value in all of them", () => {
    const kinds = new Map<string, string>();
    for (const { extra = {} } of SCENARIOS) {
      for (const [name, { default: standard, unit = "" }] of Object.entries(extra)) {
        const kind = `${typeof standard} ${unit}`;
        expect(kinds.get(name) ?? kind).toBe(kind);
        kinds.set(name, kind);
      }
    }
  });

  test.each([
    ["500ms", 500],
    ["10s", 10_000],
    ["1.5m", 90_000],
    ["2h", 7_200_000],
    ["0s", 0],
  ])("[L20.5] the duration %s is %d ms", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
    expect(parseDuration(formatDuration(ms))).toBe(ms);
  });

  test.each(["", "10", "s", "-1s", "1d", "1 s"])('[L20.5] "%s" is no duration', (text) => {
    expect(() => parseDuration(text)).toThrow(/is no duration: write it like 500ms, 10s, 2m or 1h/);
  });

  test("[L20.6] thresholds that are asked for hold beside the report's targets, or instead of them", () => {
    expect(thresholds({})).toEqual({ p90: 200, p95: 500, p99: 1000, faults: 0 });
    const asked = Object.fromEntries([parseThreshold("p99=25.5"), parseThreshold("gateway-cpu=30")]);
    expect(thresholds(asked)).toEqual({ p90: 200, p95: 500, p99: 25.5, faults: 0, "gateway-cpu": 30 });
    // Where nobody sends there is no latency to judge.
    expect(thresholds({}, 0)).toEqual({ faults: 0 });
    expect(() => thresholds({ p98: 1 })).toThrow(
      /^There is no metric "p98" to put a threshold on: there are p50, /,
    );
    for (const text of ["p99", "p99=", "=5", "p99=-1", "p99=fast"]) {
      expect(() => parseThreshold(text)).toThrow(/^--threshold takes a metric and the most that it may be/);
    }
  });
});
