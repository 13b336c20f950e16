import { describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { commandLine } from "../src/report/command-line.ts";
import { documentHtml } from "../src/report/document-html.ts";
import { documentMarkdown } from "../src/report/document-markdown.ts";
import { latencyDistribution, pointsOf } from "../src/report/graphs/latency-distribution.ts";
import { latencyAxis } from "../src/report/graphs/latency.ts";
import { mainGraphs, phasesOf, runGraphs } from "../src/report/graphs/run-graphs.ts";
import { percentilesLine } from "../src/report/percentiles-line.ts";
import { runDocument } from "../src/report/run-document.ts";
import { graphsSheet, writeReport } from "../src/report/write-report.ts";
import { type Result, resultSchema } from "../src/result/result.ts";
import { resultLines } from "../src/view/result-lines.ts";
import { type MadeUp, madeUpResult } from "./made-up-result.ts";
import { Drawing } from "./svg-of.ts";

const HOSTILE = `<script>alert('x')</script>`;

function changed(change: (result: Result) => void, madeUp: MadeUp = {}): Result {
  const result = madeUpResult(madeUp);
  change(result);
  return result;
}

function latencyTexts(slow: number): string[] {
  return Drawing.of(mainGraphs(madeUpResult({ slow }))[2]!).texts;
}

/** Whatever a run may have come to. */
const EDGES: [string, Result][] = [
  ["no second", madeUpResult({ seconds: 0 })],
  ["one second", madeUpResult({ seconds: 1 })],
  ["no users", madeUpResult({ users: 0 })],
  ["a remote server", madeUpResult({ remote: true })],
  ["huge values", madeUpResult({ slow: 1e9, users: 1_000_000 })],
  ["one delivery", changed((result) => (result.histogram = [[12_000, 1]]))],
  [
    "three generators and many events",
    changed((result) => {
      result.options.workers = 3;
      for (const { cpu } of result.seconds) cpu.generator.push(50, 60);
      result.marks = Array.from({ length: 40 }, (_, at) => ({ atMs: at * 1000, label: `burst ${at}` }));
    }),
  ],
  [
    "nothing but zeros",
    changed((result) => {
      for (const second of result.seconds) {
        second.latency = { count: 9, p50: 0, p90: 0, p95: 0, p99: 0, max: 0 };
        second.cpu = { gateway: 0, accounts: 0, generator: [0], others: 0 };
      }
      result.histogram = [[0, 9]];
    }),
  ],
];

describe("graphs of a run", () => {
  test.each(EDGES)(
    "[L40.20] of a run with %s they are drawings without a number that is none",
    (_, result) => {
      expect(resultSchema.safeParse(result).error).toBeUndefined();
      for (const picture of runGraphs(result)) expect(Drawing.of(picture).texts.length).toBeGreaterThan(0);
      const distribution = latencyDistribution([{ name: "all", color: "blue", histogram: result.histogram }]);
      expect(Drawing.of(distribution).texts).toContain("0%");
      expect(new Drawing(graphsSheet(result)).texts.length).toBeGreaterThan(4);
      expect(documentHtml(runDocument(result))).not.toMatch(/\bNaN\b|\bInfinity\b|undefined/);
      expect(documentMarkdown(runDocument(result))).not.toMatch(/\bNaN\b|\bInfinity\b|undefined|null/);
    },
  );

  test("[L40.21] the four main graphs are users, deliveries, latency and CPU, with the plateau shaded", () => {
    const drawings = mainGraphs(madeUpResult()).map(Drawing.of);
    for (const drawing of drawings) {
      expect(drawing.all("rect", "shade")).toHaveLength(1);
      expect(drawing.texts).toEqual(expect.arrayContaining(["ramp-up", "plateau", "45 s"]));
    }
    const [users, deliveries, latency, cpu] = drawings;
    expect(users!.texts).toEqual(expect.arrayContaining(["Usersthat send", "0", "100", "500"]));
    expect(deliveries!.texts).toEqual(expect.arrayContaining(["5,000", "20,000"]));
    expect(latency!.texts).toEqual(expect.arrayContaining(["p50", "p90", "p95", "p99"]));
    // Between p50 and p90, p90 and p95, p95 and p99.
    expect(latency!.all("path", "fill-blue")).toHaveLength(3);
    expect(cpu!.texts.join()).toMatch(/gateway [\d.]+%,accounts [\d.]+%,generator [\d.]+%/);
  });

  test("[L40.22] targets are shown once latencies come near them", () => {
    expect(latencyTexts(1).join()).not.toContain("target");
    expect(latencyTexts(30)).toContain("target p90 200 ms");
    expect(latencyTexts(100)).toEqual(
      expect.arrayContaining(["target p90 200 ms", "target p95 500 ms", "target p99 1,000 ms"]),
    );
  });

  test("[L40.23] what a remote server keeps to itself has no graph, and the report says why", () => {
    const titles = runGraphs(madeUpResult({ remote: true })).map(({ title }) => title);
    expect(titles).toEqual(["Users", "Deliveries a second", "Latency", "CPU", "Memory", "Delays"]);
    const report = documentMarkdown(runDocument(madeUpResult({ remote: true })));
    expect(report).toContain("can't be seen from here");
    expect(report).toContain("not measured");
    expect(documentMarkdown(runDocument(madeUpResult()))).not.toContain("can't be seen from here");
  });

  test("[L40.24] phases are as they were, also if the run ended early", () => {
    const { seconds } = madeUpResult({ seconds: 45 });
    expect(phasesOf(seconds)).toMatchObject([
      { from: 0, to: 10, label: "ramp-up", shaded: false },
      { from: 10, to: 40, label: "plateau", shaded: true },
      { from: 40, to: 45, label: "ramp-down" },
    ]);
    expect(phasesOf(seconds.slice(0, 13)).at(-1)).toMatchObject({ from: 10, to: 13, label: "plateau" });
    expect(phasesOf([])).toEqual([]);
  });

  test("[L40.25] one slow second doesn't press the others down: the axis goes by powers then", () => {
    const result = madeUpResult();
    expect(latencyAxis(result.seconds).scale).toBe("linear");
    result.seconds[20]!.latency.p99 = 2000;
    expect(latencyAxis(result.seconds).scale).toBe("log");
  });

  test("[L40.26] the distribution has each percentile at its rarity", () => {
    const histogram = Array.from({ length: 1000 }, (_, at) => [(at + 1) * 1000, 1] as [number, number]);
    const points = pointsOf(histogram);
    const at = (percent: number) => points.find(([rarity]) => rarity >= 100 / (100 - percent) - 1e-9)?.[1];
    expect([at(50), at(90), at(99), at(99.9)]).toEqual([500, 900, 990, 999]);
    expect(points[0]).toEqual([1, 1]);
    expect(points.at(-1)).toEqual([1000, 1000]);
    const drawing = Drawing.of(latencyDistribution([{ name: "all", color: "blue", histogram }]));
    expect(drawing.texts).toEqual(expect.arrayContaining(["0%", "90%", "99%", "99.9%"]));
  });
});

describe("report of a run", () => {
  test("[L40.27] percentiles are printed as the performance report prints them", () => {
    const latency = { count: 1, p50: 1, p90: 203.4, p95: 24.61, p99: 0.1234, max: 1 };
    expect(percentilesLine(latency)).toBe("percentiles_ms=[203,24.6,0.123]");
  });

  test("[L61.3] where nothing was measured there is no line of percentiles, on the terminal or a page", () => {
    const result = madeUpResult({ users: 0 });
    const page = documentMarkdown(runDocument(result));
    for (const text of [page, graphsSheet(result), ...resultLines(result)])
      expect(text).not.toContain("percentiles_ms");
  });

  test("[L61.4] the percentiles say which they are, but for a program", () => {
    const result = madeUpResult();
    const line = percentilesLine(result.summary.latency)!;
    expect(documentMarkdown(runDocument(result))).toContain(`\`${line}\` (p90, p95, p99)`);
    expect(resultLines(result, { color: true })[0]).toBe(`${line}\u001b[2m  # p90, p95, p99\u001b[0m`);
    expect(resultLines(result, { color: false })[0]).toBe(line);
  });

  test("[L40.28] three files come out, each complete in itself", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hubbub-report-"));
    try {
      await writeReport(join(folder, "new", "folder"), madeUpResult());
      const files = await readdir(join(folder, "new", "folder"));
      expect(files.toSorted()).toEqual(["graphs.svg", "report.html", "report.md"]);
      const html = await Bun.file(join(folder, "new", "folder", "report.html")).text();
      expect(html).not.toMatch(/<link|<img|https?:\/\/(?!chat\.example)/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("[L40.29] the report says what was met and what missed, and warns at its top", () => {
    const report = documentMarkdown(
      runDocument(
        changed(
          (result) => {
            result.warnings = ["The generator was the bottleneck."];
            result.summary.faults.lost = 12;
          },
          { slow: 30 },
        ),
      ),
    );
    expect(report).toMatch(/p90 latency: \*\*\d+ ms\*\* \(target 200 ms\) – \*\*MISSED\*\*/);
    expect(report).toMatch(/p95 latency: \*\*\d+ ms\*\* \(target 500 ms\) – met/);
    expect(report).toContain("| lost         | **12** |");
    const [head] = report.split("p90 latency");
    for (const warning of ["generator was the bottleneck", "12 lost"]) expect(head).toContain(warning);
  });

  test("[L40.29] a percentile of nothing is no figure", () => {
    expect(documentMarkdown(runDocument(madeUpResult({ users: 0 })))).toContain(
      "- p99 latency: **–** (target",
    );
  });

  test("[L40.30] how it was measured is said as it was for this run", () => {
    const plain = documentMarkdown(runDocument(madeUpResult()));
    expect(plain).toContain("times of a Poisson process");
    expect(plain).toContain("all messages intended in the plateau, 30 s");
    const other = documentMarkdown(
      runDocument(
        changed(({ options }) => {
          options.arrivals = "even";
          options.auth = "concurrent";
          options.pinned = false;
        }),
      ),
    );
    expect(other).toContain("at even distances");
    expect(other).toContain("ramp-up and plateau, while logins went on");
    expect(other).toContain("may have taken time from each other");
  });

  test("[L40.31] outside text in a result stays text", () => {
    const html = documentHtml(
      runDocument(
        changed((result) => {
          result.options.scenario = HOSTILE;
          result.options.target = HOSTILE;
          result.options.extra = { [HOSTILE]: HOSTILE };
          result.options.serverFlags = [HOSTILE];
          result.machine.cpu = HOSTILE;
          result.warnings = [HOSTILE];
          result.marks = [{ atMs: 1000, label: HOSTILE }];
          result.summary.figures = [{ name: HOSTILE, label: HOSTILE, value: 1, unit: HOSTILE }];
          result.thresholds = [{ metric: HOSTILE, most: 1, value: 1, met: true }];
        }),
      ),
    );
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).not.toContain("alert('x')");
  });

  test("[L40.32] the command asks for the same run again, safe for a shell", () => {
    const { options } = madeUpResult();
    expect(commandLine(options).replaceAll(" \\\n ", "")).toBe(
      "npx hubbub load run chat --users 425 --channels 10 --rate 1.04 --arrivals poisson --size 64 " +
        "--ramp-up 10s --plateau 30s --ramp-down 5s --auth none --codec protobuf --workers 1 --seed 1",
    );
    const other = commandLine({
      ...options,
      target: "http://chat.example/?a=1&b='2'",
      plateauMs: 120_000,
      rampUpMs: 1500,
      deflate: true,
      serverFlags: ["--flush=immediate", "--name=a b"],
      extra: { times: 3, loud: true, quiet: false },
    });
    expect(other).toContain(String.raw`--target 'http://chat.example/?a=1&b='\''2'\'''`);
    expect(other).toContain("--ramp-up 1500ms");
    expect(other).toContain("--plateau 2m");
    expect(other.replaceAll(" \\\n ", "")).toEndWith(
      "--deflate --workers 1 --seed 1 --server-flag=--flush=immediate --server-flag='--name=a b' --times 3 --loud",
    );
    expect(commandLine({ ...options, pinned: false })).toEndWith("--no-pin");
    for (const line of other.split("\n")) expect(line.length).toBeLessThan(110);
  });
});
