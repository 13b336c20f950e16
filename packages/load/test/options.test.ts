import { describe, expect, test } from "bun:test";

import { readOptions, USAGE } from "../src/bench/options.ts";
import { OptionsRefused } from "../src/options-refused.ts";

describe("options of the benches", () => {
  test("[L6.1] no name, and all, mean every bench; numbers are read", () => {
    const all = [
      "codec",
      "store",
      "fanout",
      "peak425",
      "idle",
      "logins",
      "slow-reader",
      "search",
      "history",
      "web",
    ] as const;
    expect(readOptions([])).toEqual({
      benches: [...all],
      users: undefined,
      seconds: undefined,
      messages: undefined,
      channels: 10,
      rate: 1.04,
      seed: 1,
      profile: undefined,
      full: false,
      only: undefined,
      json: undefined,
    });
    expect(readOptions(["all"])).toEqual(readOptions([]));
    expect(readOptions(["fanout", "idle", "--users", "6000", "--seconds", "2.5"])).toMatchObject({
      benches: ["fanout", "idle"],
      users: 6000,
      seconds: 2.5,
    });
    expect(readOptions(["--help"])).toBe("help");
    for (const name of all) expect(USAGE).toContain(name);
  });

  test.each([
    [
      ["speed"],
      'There is no bench "speed": codec, store, fanout, peak425, idle, logins, slow-reader, search, history, web, all.',
    ],
    [["--users", "many"], '--users takes a number above 0, up to 1000000, not "many".'],
    [["--users", "1.5"], '--users takes a whole number, not "1.5".'],
    [["--rate", "0"], '--rate takes a number above 0, up to 1000, not "0".'],
    [["--seconds", ""], '--seconds takes a number above 0, up to 3600, not "".'],
    [["--speed", "1"], "--speed"],
    [["--users"], "--users"],
  ])("[L6.2] a bad option gets a sentence: %p", (args, sentence) => {
    expect(() => readOptions(args)).toThrow(OptionsRefused);
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
