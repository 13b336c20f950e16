import { describe, expect, test } from "bun:test";
import { symlink } from "node:fs/promises";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { type Random, seededRandom } from "../src/generator/random.ts";
import { compare } from "../src/report/compare/compare.ts";
import { comparisonDocument } from "../src/report/compare/comparison-document.ts";
import { comparisonGraphs } from "../src/report/compare/comparison-graphs.ts";
import { compareSides, type Comparison } from "../src/report/compare/comparison.ts";
import { estimateOfRepeats, estimateOfSeconds, meanOf, welch } from "../src/report/compare/estimate.ts";
import { readSide, type Side } from "../src/report/compare/sides.ts";
import { documentHtml } from "../src/report/document-html.ts";
import { documentMarkdown } from "../src/report/document-markdown.ts";
import { ResultRefused } from "../src/result/read-result.ts";
import { type Result } from "../src/result/result.ts";
import { type MadeUp, madeUpResult } from "./made-up-result.ts";
import { Drawing } from "./svg-of.ts";

/** A normal distribution by Box and Muller. */
function normal(random: Random, mean: number, deviation: number): number {
  return mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function sideOf(label: string, ...results: Result[]): Side {
  return { label, results };
}

/** Repeats whose latencies are a few percent apart. */
function repeats(label: string, madeUp: MadeUp = {}): Side {
  const apart = [0.98, 1.01, 1.02];
  return sideOf(
    label,
    ...apart.map((times, at) => madeUpResult({ ...madeUp, seed: at + 1, slow: times * (madeUp.slow ?? 1) })),
  );
}

function verdictOn(comparison: Comparison, group: string, name: string) {
  return comparison.rows.find(({ figure }) => figure.group === group && figure.name === name)?.verdict;
}

function beyond({ low, high }: { low: number; high: number }): boolean {
  return low > 0 || high < 0;
}

async function countOf(name: string): Promise<number> {
  return (await readSide(name)).results.length;
}

describe("statistics", () => {
  test("[L40.40] Welch's test gives the interval of a textbook's example", () => {
    // Unequal variances, equal sizes: t = −2.46 with 25 degrees of freedom, p = 0.021.
    const a = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
    const b = [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
    const { difference, low, high } = welch(estimateOfRepeats(a)!, estimateOfRepeats(b)!);
    expect(difference).toBeCloseTo(2.166_67, 4);
    const quantile = 2.0597;
    expect((high - low) / 2 / quantile).toBeCloseTo(difference / 2.455, 2);
    expect(low).toBeGreaterThan(0);
  });

  test("[L40.40] two repeats each are judged with the few degrees of freedom that they have", () => {
    const change = welch(estimateOfRepeats([10, 12])!, estimateOfRepeats([13, 15])!);
    // Standard error √2, two degrees of freedom: 4.303.
    expect(change.difference).toBe(3);
    expect(change.high - 3).toBeCloseTo(4.3027 * Math.SQRT2, 3);
    expect(change.low).toBeLessThan(0);
    expect(estimateOfRepeats([10])).toBeNull();
  });

  test("[L40.41] the bootstrap of independent seconds gives the variance of their mean", () => {
    const random = seededRandom(11);
    const seconds = Array.from({ length: 400 }, () => normal(random, 50, 10));
    const estimate = estimateOfSeconds(meanOf(seconds), seconds, random)!;
    expect(Math.sqrt(estimate.variance)).toBeGreaterThan((10 / 20) * 0.8);
    expect(Math.sqrt(estimate.variance)).toBeLessThan((10 / 20) * 1.2);
  });

  test("[L40.41] seconds that are like their neighbours say less, and count for less", () => {
    const random = seededRandom(12);
    let last = 0;
    const seconds = Array.from({ length: 400 }, () => 50 + (last = 0.8 * last + normal(random, 0, 6)));
    const shuffled = seconds.map((value) => ({ value, at: random() })).toSorted((a, b) => a.at - b.at);
    const mean = meanOf(seconds);
    const alike = estimateOfSeconds(mean, seconds, random)!.variance;
    const mixed = estimateOfSeconds(
      mean,
      shuffled.map(({ value }) => value),
      random,
    )!.variance;
    expect(alike).toBeGreaterThan(2.5 * mixed);
  });

  test("[L40.41] a figure's noise is in proportion to that of its seconds, and too few seconds give none", () => {
    const random = seededRandom(13);
    const seconds = Array.from({ length: 30 }, () => normal(random, 50, 10));
    const own = estimateOfSeconds(meanOf(seconds), seconds, seededRandom(1))!;
    const double = estimateOfSeconds(2 * meanOf(seconds), seconds, seededRandom(1))!;
    expect(double.variance).toBeCloseTo(4 * own.variance, 6);
    expect(estimateOfSeconds(5, [5, 5, 5], random)).toBeNull();
    expect(
      estimateOfSeconds(
        0,
        Array.from({ length: 30 }, () => 0),
        random,
      ),
    ).toMatchObject({ variance: 0 });
    expect(
      estimateOfSeconds(
        3,
        Array.from({ length: 30 }, () => 0),
        random,
      ),
    ).toBeNull();
  });

  test("[L40.42] of runs that don't differ few are called different, by repeats and by seconds", () => {
    const random = seededRandom(14);
    const draw = (count: number) => Array.from({ length: count }, () => normal(random, 50, 10));
    let [byRepeats, bySeconds] = [0, 0];
    for (let round = 0; round < 200; round++) {
      if (beyond(welch(estimateOfRepeats(draw(4))!, estimateOfRepeats(draw(4))!))) byRepeats++;
      const [a, b] = [draw(30), draw(30)];
      const of = (seconds: number[]) => estimateOfSeconds(meanOf(seconds), seconds, random)!;
      if (beyond(welch(of(a), of(b)))) bySeconds++;
    }
    // 10 are expected of either.
    expect(byRepeats).toBeGreaterThan(0);
    expect(byRepeats).toBeLessThan(24);
    expect(bySeconds).toBeGreaterThan(0);
    expect(bySeconds).toBeLessThan(24);
  });
});

describe("comparison", () => {
  test("[L40.43] a change beyond the noise of the repeats is better or worse, one within it is noise", () => {
    const faster = compareSides(repeats("A"), repeats("B", { slow: 0.8 }));
    expect(faster.noise).toBe("repeats");
    expect(verdictOn(faster, "Latency", "p99")).toBe("better");
    expect(verdictOn(compareSides(repeats("A"), repeats("B", { slow: 1.2 })), "Latency", "p99")).toBe(
      "worse",
    );
    expect(verdictOn(compareSides(repeats("A"), repeats("B", { slow: 1.01 })), "Latency", "p99")).toBe(
      "noise",
    );
    expect(verdictOn(compareSides(repeats("A"), repeats("B")), "Latency", "p99")).toBe("same");
  });

  test("[L40.44] of single runs the noise is that of their seconds, and what has none is unknown", () => {
    const comparison = compareSides(
      sideOf("A", madeUpResult()),
      sideOf("B", madeUpResult({ seed: 2, slow: 2 })),
    );
    expect(comparison.noise).toBe("seconds");
    expect(verdictOn(comparison, "Latency", "p99")).toBe("worse");
    expect(verdictOn(comparison, "Acknowledgements", "p99")).toBe("unknown");
    const close = compareSides(
      sideOf("A", madeUpResult()),
      sideOf("B", madeUpResult({ seed: 2, slow: 1.01 })),
    );
    expect(verdictOn(close, "Latency", "p99")).toBe("noise");
    const short = compareSides(
      sideOf("A", madeUpResult({ seconds: 5 })),
      sideOf("B", madeUpResult({ seconds: 5, slow: 2 })),
    );
    expect(verdictOn(short, "Latency", "p99")).toBe("unknown");
  });

  test("[L40.45] every fault that one side has is worse or better, those that none has are left out", () => {
    const bad = repeats("B");
    for (const { summary } of bad.results) summary.faults.lost = 2;
    expect(verdictOn(compareSides(repeats("A"), bad), "Faults", "lost")).toBe("worse");
    expect(verdictOn(compareSides(bad, repeats("A")), "Faults", "lost")).toBe("better");
    expect(verdictOn(compareSides(repeats("A"), bad), "Faults", "repeated")).toBeUndefined();
  });

  test("[L40.45] what only one side measured is shown without a verdict, scenarios' figures by their names", () => {
    const b = repeats("B");
    for (const { summary } of b.results) {
      summary.figures = [{ name: "whole", label: "Time until whole", value: 1200, unit: "ms" }];
    }
    const comparison = compareSides(repeats("A", { remote: true }), b);
    expect(verdictOn(comparison, "Scenario", "Time until whole")).toBe("unknown");
    expect(verdictOn(comparison, "CPU", "gateway")).toBe("unknown");
  });

  test("[L40.46] options that differ are told, and loudly if the workloads are not the same", () => {
    const b = repeats("B");
    for (const { options } of b.results) options.codec = "json";
    const codec = compareSides(repeats("A"), b);
    expect(codec.options).toEqual([{ name: "--codec", a: "protobuf", b: "json", workload: false }]);
    expect(codec.warnings).toEqual([]);
    const users = compareSides(repeats("A"), repeats("B", { users: 850 }));
    expect(users.options).toContainEqual({ name: "--users", a: "425", b: "850", workload: true });
    expect(users.warnings.join()).toContain("different things (--users)");
    const machine = repeats("B");
    for (const result of machine.results) result.machine = { ...result.machine, cores: 64 };
    expect(compareSides(repeats("A"), machine).warnings.join()).toContain("different machines");
  });

  test("[L40.46] warnings on the runs themselves are passed on", () => {
    const b = repeats("B");
    b.results[0]!.warnings.push("The generator was the bottleneck.");
    b.results[1]!.warnings.push("The generator was the bottleneck.", "INTERRUPTED: it was ended early.");
    expect(compareSides(repeats("A"), b).warnings).toEqual([
      "B: The generator was the bottleneck.",
      "B: INTERRUPTED: it was ended early.",
    ]);
  });

  test("[L61.1] without seconds a single run's noise is unknown, even where the figures are alike", () => {
    const bare = { ...madeUpResult(), seconds: [] };
    const comparison = compareSides(sideOf("A", bare), sideOf("B", bare));
    expect(verdictOn(comparison, "Latency", "p99")).toBe("unknown");
    expect(comparison.warnings.join()).toContain("A: A result has no figures of its seconds");
  });

  const SIDES: [string, Side][] = [
    ["no second", sideOf("B", madeUpResult({ seconds: 0 }))],
    ["one second", sideOf("B", madeUpResult({ seconds: 1 }))],
    ["no users", sideOf("B", madeUpResult({ users: 0 }))],
    ["a remote server", repeats("B", { remote: true })],
    ["huge values", sideOf("B", madeUpResult({ slow: 1e9 }))],
  ];
  test.each(SIDES)("[L40.47] a comparison with %s has no number that is none", (_, b) => {
    for (const comparison of [
      compareSides(repeats("A"), b),
      compareSides(b, repeats("A")),
      compareSides(b, b),
    ]) {
      for (const picture of comparisonGraphs(comparison)) expect(Drawing.of(picture).texts).not.toBeEmpty();
      const document = comparisonDocument(comparison);
      expect(documentHtml(document)).not.toMatch(/\bNaN\b|Infinity|undefined/);
      expect(documentMarkdown(document)).not.toMatch(/\bNaN\b|Infinity|undefined|∞/);
    }
  });

  test("[L40.48] graphs have both on one axis, repeats as lines of one colour with one entry in the legend", () => {
    const pictures = comparisonGraphs(compareSides(repeats("A"), repeats("B")));
    const cpu = Drawing.of(pictures.find(({ title }) => title === "CPU of the gateway")!);
    // Three lines and the sample of the legend.
    expect(cpu.all("path", "stroke-orange")).toHaveLength(4);
    expect(cpu.all("path", "stroke-blue")).toHaveLength(4);
    expect(cpu.texts.filter((text) => text === "A" || text === "B")).toEqual(["A", "B"]);
  });
});

describe("hubbub load compare", () => {
  test("[L40.49] sides are files, folders, folders of repeats, or lists of these", async () => {
    using folder = temporaryFolder();
    for (const name of ["one", "many/1", "many/2"]) await write(join(folder.path, name), madeUpResult());
    const [one, many] = [join(folder.path, "one"), join(folder.path, "many")];
    expect(await countOf(join(one, "result.json"))).toBe(1);
    expect(await countOf(one)).toBe(1);
    expect(await countOf(many)).toBe(2);
    expect(await countOf(`${one},${many}`)).toBe(3);
  });

  test("[L40.50] what can't be compared gets a sentence", async () => {
    using folder = temporaryFolder();
    const { path } = folder;
    await Bun.write(join(path, "text.json"), "hello");
    await Bun.write(join(path, "other.json"), `{"hubbubLoadResult":1,"options":{}}`);
    await Bun.write(join(path, "newer.json"), `{"hubbubLoadResult":2}`);
    await Bun.write(join(path, "empty", "readme"), "");
    await symlink("/dev/zero", join(path, "endless"));
    await write(join(path, "a"), madeUpResult());
    await write(join(path, "b"), madeUpResult({ users: 850 }));
    const cases: [string, RegExp][] = [
      ["none", /There is no file or folder .*none: name a result/],
      ["text.json", /text\.json can't be read as JSON \(.+\): name a result/],
      ["other.json", /other\.json is no result of a load run at .+: name a result/],
      ["newer.json", /is of version 2 of the results, this program reads version 1/],
      ["empty", /The folder .*empty has no result\.json, and none of its folders has/],
      [`a,${join(path, "b")}`, /are no repeats of one run: users is 425 and 850/],
      [`a,${join(path, "a", "result.json")}`, /is named twice, and one run is no repeat of itself/],
      ["a,", /^ResultRefused: A name is empty/],
      ["endless", /endless is no ordinary file: name a result/],
    ];
    for (const [name, sentence] of cases) {
      const refused: unknown = await readSide(join(path, name)).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ResultRefused);
      expect(String(refused)).toMatch(sentence);
    }
  });

  test("[L40.51] it prints what differs and every figure, and writes three files", async () => {
    using folder = temporaryFolder();
    const [a, b, out] = ["a", "b", "out"].map((name) => join(folder.path, name)) as [string, string, string];
    await write(a, madeUpResult());
    await write(b, madeUpResult({ users: 850, slow: 2 }));
    const text = await compare({ a, b, out, columns: 80, color: false });
    expect(text).toContain("WARNING: A and B were asked to do different things (--users)");
    expect(text).toMatch(/^--users +425 +850$/m);
    expect(text).toMatch(/^Latency: p99 +[\d.]+ ms +[\d.]+ ms +\+\d+% +\S+ … \S+$/m);
    expect(text.replaceAll("\n", " ")).toContain("block bootstrap");
    expect(await Bun.file(join(out, "compare.html")).text()).toContain("<svg");
    expect(await Bun.file(join(out, "compare.md")).text()).toContain("![Latency, ");
    expect(new Drawing(await Bun.file(join(out, "compare.svg")).text()).texts).toContain(
      "Comparison of load runs",
    );
  });
});

async function write(folder: string, result: Result): Promise<void> {
  await Bun.write(join(folder, "result.json"), JSON.stringify(result));
}
