import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { analysisDocument } from "../src/analysis/analysis-document.ts";
import { type AnalysisProgress, TimeLeft } from "../src/analysis/analysis-progress.ts";
import { type Analysis, analysisSchema } from "../src/analysis/analysis.ts";
import { measureAnalysis } from "../src/analysis/measure-analysis.ts";
import { type Plan, QUICK } from "../src/analysis/plan.ts";
import { progressLine } from "../src/analysis/progress-line.ts";
import { runReport } from "../src/analysis/run-report.ts";
import { warningSentences } from "../src/analysis/run-warnings.ts";
import { OptionsRefused } from "../src/options-refused.ts";
import { documentHtml } from "../src/report/document-html.ts";
import { documentMarkdown } from "../src/report/document-markdown.ts";
import { type Result, resultSchema, type RunOptions } from "../src/result/result.ts";
import { type RunLoad } from "../src/run/ports.ts";
import { RunFailed, RunInterrupted } from "../src/run/run-failed.ts";
import { madeUpResult } from "./made-up-result.ts";

const SMALL: Plan = {
  ...QUICK,
  name: "shrunk",
  changes: { ...QUICK.changes, repeats: 2 },
  ladder: { ...QUICK.ladder, users: [250, 425], most: 2000, tries: 2, step: 0.1 },
  codecRounds: 20,
};

/** Everything is fast but what `slow` names; runs that `fail` names fail. */
function fakeLoad({
  slow = () => 1,
  fail = () => false,
  asked = [],
}: {
  slow?: (options: RunOptions) => number;
  fail?: (options: RunOptions) => boolean;
  asked?: RunOptions[];
} = {}): RunLoad {
  return (options, { onProgress }) => {
    asked.push(options);
    onProgress({ options, stage: "plateau", done: 0, total: 1, seconds: [], server: "own" });
    if (fail(options)) return Promise.reject(new RunFailed("The server didn't start."));
    const result = madeUpResult({ users: options.users, seed: asked.length, slow: slow(options) });
    return Promise.resolve({ ...result, options });
  };
}

interface Made {
  analysis: Analysis;
  markdown: string;
  html: string;
  progress: AnalysisProgress[];
}

/** Measures with `runLoad`; bare writes fail, since this is no command line. */
async function make(
  runLoad: RunLoad,
  { signal = new AbortController().signal, plan = SMALL } = {},
): Promise<Made> {
  using folder = temporaryFolder();
  const progress: AnalysisProgress[] = [];
  const analysis = await measureAnalysis(
    { plan, seed: 1, folder: folder.path, command: "npx hubbub report --out DIR" },
    { self: ["false"], runLoad, onProgress: (each) => void progress.push(each), signal },
  );
  const results = new Map<string, Result>();
  const runs = join(folder.path, "runs");
  for (const file of existsSync(runs) ? readdirSync(runs) : []) {
    results.set(`runs/${file}`, resultSchema.parse(await Bun.file(join(runs, file)).json()));
  }
  const document = analysisDocument({
    analysis: analysisSchema.parse(JSON.parse(JSON.stringify(analysis))),
    result: (file) => results.get(file),
    text: () => undefined,
  });
  return { analysis, markdown: documentMarkdown(document), html: documentHtml(document), progress };
}

const isFirst = ({ codec, deflate }: RunOptions) => codec === "json" && deflate;

/** What the summary says of the changes, if the first variant's latencies are this many times the last one's. */
async function words(factor: number): Promise<string> {
  const { markdown } = await make(fakeLoad({ slow: (options) => (isFirst(options) ? factor : 1) }));
  return /All changes together, at 250 users: (.*)/.exec(markdown)![1]!;
}

/** Of the pictures of a Markdown file. */
async function links(file: string): Promise<string[]> {
  const text = await Bun.file(file).text();
  return Array.from(text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g), ([, link]) => link!);
}

describe("the performance analysis", () => {
  test("[L50.20] every chapter is written from what was measured, and the report's figures are marked as quoted", async () => {
    const { markdown, html, analysis } = await make(
      fakeLoad({ slow: (options) => (isFirst(options) ? 4 : 1) }),
    );
    expect(analysis.ended).toBe("complete");
    for (const heading of [
      "Summary",
      "The targets",
      "What logins cost",
      "Serialization",
      "One change at a time",
      "More users, up to saturation",
      "Before and after",
    ]) {
      expect(markdown).toContain(`## ${heading}\n`);
      expect(html).toContain(`<h2>${heading}</h2>`);
    }
    expect(markdown).toMatch(/\| quoted p90 \/ p95 \/ p99 \|/);
    for (const [line] of markdown.matchAll(/^.*203[ ,/]+246[ ,/]+311.*$/gm)) {
      expect(line).toMatch(/^[>|]/);
    }
    expect(html).toContain("<svg");
  });

  test("[L50.21] the words follow the figures: better, unchanged and worse", async () => {
    expect(await words(4)).toStartWith("p90 fell by 75% (");
    expect(await words(1)).toContain("did not change beyond the noise");
    expect(await words(0.5)).toStartWith("p90 rose 2-fold (");
    expect(await words(0.5)).toContain("nothing got better");
  });

  test("[L50.22] changes are made one after the other, there and back, from the first to the last", async () => {
    const asked: RunOptions[] = [];
    await make(fakeLoad({ asked }));
    const changes = asked.filter(({ pinned }) => !pinned);
    const told = changes.map(({ codec, deflate, serverFlags }) => [codec, deflate, ...serverFlags].join(" "));
    expect(told.slice(0, 6)).toEqual([
      "json true --flush immediate",
      "json-bytes true --flush immediate --json-frames binary",
      "protobuf true --flush immediate",
      "protobuf false --flush immediate",
      "protobuf false --flush adaptive",
      "protobuf false --flush adaptive --cpu-affinity 0",
    ]);
    expect(told.slice(6)).toEqual(told.slice(0, 6).toReversed());
    expect(new Set(changes.map(({ users, channels, rate }) => `${users} ${channels} ${rate}`))).toEqual(
      new Set(["250 10 1.04"]),
    );
  });

  test("[L50.23] a step that fails is marked in its chapter, and the rest is measured", async () => {
    const { markdown, analysis } = await make(fakeLoad({ fail: ({ codec }) => codec === "json-bytes" }));
    expect(analysis.chapters.bareWrite?.data).toBeUndefined();
    expect(markdown).toContain(
      "“bare writes” failed and is missing: The writer of bare writes ended with 1.",
    );
    expect(markdown).toContain("“JSON as bytes, run 1” failed and is missing: The server didn't start.");
    expect(markdown).not.toContain("### JSON as bytes\n");
    expect(markdown).toContain("### Protobuf\n");
    expect(markdown).not.toContain("What the writes explain");
  });

  test("[L50.23] what a run warns of stands in its chapter", async () => {
    const warning = "The generator was the bottleneck.";
    const runLoad: RunLoad = async (options, ports) => {
      const result = await fakeLoad()(options, ports);
      return options.users === 425 ? { ...result, warnings: [warning] } : result;
    };
    const { analysis, markdown } = await make(runLoad);
    expect(analysis.chapters.ladder?.problems).toEqual([`${warning} (425 users.)`]);
    expect(markdown).toMatch(/\n> 1 of \d+ runs warn that their figures may not be the server's alone/);
  });

  test("[L50.23] warnings of several runs that differ in their figures only are told once", () => {
    const warnings = [
      { step: "a", warning: "Others took 10.5% of a core." },
      { step: "b", warning: "It ended." },
      { step: "b", warning: "Others took 20% of a core." },
      { step: "c", warning: "Others took 7% of a core." },
    ];
    expect(warningSentences(warnings)).toEqual([
      "Others took 10.5% of a core. (a, and alike in 2 more runs.)",
      "It ended. (b.)",
    ]);
  });

  test("[L50.24] the ladder goes up to the report's rungs and then doubles, until a target is missed", async () => {
    const asked: RunOptions[] = [];
    const { markdown, analysis } = await make(
      fakeLoad({ slow: ({ users }) => (users > 1000 ? 40 : 1), asked }),
    );
    expect(analysis.chapters.ladder?.data?.rungs.map(({ options }) => options.users)).toEqual([
      250, 425, 850, 1700, 1700,
    ]);
    expect(markdown).toMatch(/The last rung that held all targets is 850 users/);
    expect(markdown).toMatch(/At 1,700 users p90 was \d+ ms \(at most 200\)/);
    expect(analysis.chapters.ladder?.data?.mostUsers).toMatchObject({ users: 1000, repeated: true });
    expect(markdown).toContain("Scalability: 1,000 users");
    expect(markdown).toContain("### The most users\n");
  });

  test("[L50.24] a rung that misses is tried once more, and goes on if it holds then; both tries are shown", async () => {
    const asked: RunOptions[] = [];
    const slow = (options: RunOptions) => {
      const first = asked.filter(({ users }) => users === options.users).length === 1;
      return options.users === 850 && first ? 40 : 1;
    };
    const { markdown, analysis } = await make(fakeLoad({ slow, asked }));
    const rungs = analysis.chapters.ladder!.data!.rungs;
    expect(rungs.map(({ options }) => options.users)).toEqual([250, 425, 850, 850, 1700]);
    expect(new Set(rungs.map(({ file }) => file)).size).toBe(5);
    expect(markdown.match(/^\|\s+850 \|/gm)).toHaveLength(2);
  });

  test("[L50.24] the search between the rungs ends when its time is over, with what it has", async () => {
    const inner = fakeLoad({ slow: ({ users }) => (users > 1000 ? 40 : 1) });
    const runLoad: RunLoad = async (options, ports) => {
      await Bun.sleep(5);
      if (ports.signal.aborted) throw new RunInterrupted();
      return inner(options, ports);
    };
    const { analysis, markdown } = await make(runLoad, { plan: { ...SMALL, searchUntilMs: 0 } });
    expect(analysis.ended).toBe("complete");
    expect(analysis.chapters.ladder?.data?.mostUsers?.ended).toBe("interrupted");
    expect(markdown).toContain("Ended before the first try was done: no answer.");
  });

  test("[L50.25] an analysis that is ended early has what was measured, and says what is missing", async () => {
    const stop = new AbortController();
    const inner = fakeLoad();
    let runs = 0;
    const runLoad: RunLoad = async (options, ports) => {
      const result = await inner(options, ports);
      if (++runs < 2) return result;
      stop.abort();
      return { ...result, ended: "interrupted" };
    };
    const { markdown, analysis } = await make(runLoad, { signal: stop.signal });
    expect(analysis.ended).toBe("interrupted");
    expect(analysis.chapters.logins?.data?.idle).toHaveLength(1);
    expect(analysis.chapters.logins?.data?.concurrent).toHaveLength(0);
    expect(Object.keys(analysis.chapters)).toEqual(["bareWrite", "logins"]);
    expect(markdown).toContain("This analysis was ended early.");
    expect(markdown).toContain("The analysis was ended during “logins along with the chat, run 1”");
    expect(markdown.match(/Not measured: the analysis was ended before\./g)).toHaveLength(5);
  });

  test("[L50.25] nothing at all is still a page that says so", async () => {
    const { markdown, analysis } = await make(fakeLoad(), { signal: AbortSignal.abort() });
    expect(analysis.chapters).toEqual({});
    expect(markdown).toContain("Nothing was measured to sum up.");
  });

  test("[L50.26] progress names chapter, step and the time left, which goes by how long steps took", () => {
    const left = new TimeLeft([
      [
        { title: "a", expectedMs: 1000 },
        { title: "b", expectedMs: 1000 },
      ],
      [{ title: "c", expectedMs: 4000 }],
    ]);
    expect(left.leftMs).toBe(6000);
    left.done("a", 2000);
    expect(left.leftMs).toBe(10_000);
    left.chapterDone();
    expect(left.leftMs).toBe(8000);
    const place = { chapter: 4, chapters: 7, title: "One change at a time", step: "Protobuf, run 2" };
    expect(progressLine({ ...place, leftMs: 690_000, run: undefined })).toBe(
      "chapter 4 of 7, One change at a time: Protobuf, run 2; about 11:30 left",
    );
  });
});

describe("the report's files", () => {
  const ports = {
    self: ["false"],
    runLoad: fakeLoad(),
    onProgress: () => {},
    signal: new AbortController().signal,
  };
  const options = { plan: SMALL, seed: 1, command: "npx hubbub report" };

  test("[L50.27] report.md and its copy elsewhere both lead to the pictures, which are there", async () => {
    using folder = temporaryFolder();
    const out = join(folder.path, "docs", "performance");
    const page = join(folder.path, "docs", "PERFORMANCE.md");
    await runReport({ ...options, folder: out, page }, ports);
    const own = await links(join(out, "report.md"));
    expect(own.length).toBeGreaterThan(2);
    for (const link of own) expect(await Bun.file(join(out, link)).text()).toStartWith("<svg");
    expect(await links(page)).toEqual(own.map((link) => `performance/${link}`));
    expect(analysisSchema.parse(await Bun.file(join(out, "data.json")).json()).ended).toBe("complete");
  });

  test("[L50.28] an earlier report is replaced, and a folder with anything else is refused", async () => {
    using folder = temporaryFolder();
    const out = join(folder.path, "report");
    const stop = AbortSignal.abort();
    await runReport({ ...options, folder: out, page: undefined }, { ...ports, signal: stop });
    await mkdir(join(out, "runs"));
    await Bun.write(join(out, "runs", "old.json"), "{}");
    await runReport({ ...options, folder: out, page: undefined }, { ...ports, signal: stop });
    expect(existsSync(join(out, "runs"))).toBe(false);
    await Bun.write(join(folder.path, "letter.txt"), "mine");
    const refused = runReport({ ...options, folder: folder.path, page: undefined }, ports);
    await expect(refused).rejects.toThrow(OptionsRefused);
    expect(existsSync(join(folder.path, "letter.txt"))).toBe(true);
  });
});
