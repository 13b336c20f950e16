import { type Block } from "../../report/document.ts";
import { type Bar, barChart } from "../../report/graphs/bar-chart.ts";
import { changeSentences } from "../change-words.ts";
import { changesOf } from "../changes-of-runs.ts";
import { type Chapter, type Page } from "../chapter.ts";
import { quotedLine, quotedSource, runTable, tableNote } from "../figures-of-runs.ts";
import { type AskedRun, expectedMs } from "../measure-context.ts";
import { type Plan } from "../plan.ts";
import { type Quoted, QUOTED_AFFINITY, QUOTED_CHANGES, TARGETS } from "../quoted.ts";
import { type Metric, type RunRecord, spreadOver } from "../run-record.ts";
import { floorBlocks } from "../write-floor.ts";
import { type Changes, changesSchema, type Variant, VARIANT_LIST, type VariantName } from "./changes-data.ts";

const COMPARED: readonly Metric[] = ["p90", "p95", "p99", "cpu"];

export const changesChapter: Chapter<Changes> = {
  title: "One change at a time",
  schema: changesSchema,
  steps: (plan) => all(plan).map(({ title, options }) => ({ title, expectedMs: expectedMs(options) })),
  async measure({ plan, step, run }) {
    const runs = new Map<VariantName, RunRecord[]>();
    for (const { title, variant, file, options } of all(plan)) {
      const record = await step(title, () => run(file, options));
      if (record !== undefined) runs.set(variant.name, [...(runs.get(variant.name) ?? []), record]);
    }
    const variants = VARIANT_LIST.flatMap(({ name }) => {
      const own = runs.get(name);
      return own === undefined ? [] : [{ name, runs: own }];
    });
    return variants.length > 0 ? { variants } : undefined;
  },
  write,
};

/** There and back again and again, so that a machine that becomes slower or faster meanwhile favours none. */
function all(plan: Plan) {
  return Array.from({ length: plan.changes.repeats }, (_, repeat) => {
    const asked = VARIANT_LIST.filter(({ name }) => plan.changes.variants.includes(name));
    const variants = repeat % 2 === 0 ? asked : asked.toReversed();
    return variants.map((variant) => {
      const options: AskedRun = {
        ...plan.workload,
        ...plan.changes.times,
        ...variant.options,
        pinned: false,
      };
      const number = repeat + 1;
      return {
        variant,
        options,
        title: `${variant.title}, run ${number}`,
        file: `changes-${variant.name}-${number}`,
      };
    });
  }).flat();
}

/** What the report saw with the same change; it had no batching, and pinned its core at 425 users only. */
const QUOTED: Partial<Record<VariantName, Quoted>> = {
  json: QUOTED_CHANGES.json,
  "json-bytes": QUOTED_CHANGES.orjson,
  protobuf: QUOTED_CHANGES.protobuf,
  "no-deflate": QUOTED_CHANGES.noDeflate,
};

interface Measured {
  variant: Variant;
  runs: RunRecord[];
}

function write({ variants }: Changes, { analysis }: Page): Block[] {
  const measured = VARIANT_LIST.flatMap((variant): Measured[] => {
    const found = variants.find(({ name }) => name === variant.name);
    return found === undefined ? [] : [{ variant, runs: found.runs }];
  });
  const { users, channels, rate } = measured[0]!.runs[0]!.options;
  const groups = measured.map(({ variant, runs }) => ({
    title: variant.title,
    runs,
    quoted: QUOTED[variant.name],
  }));
  return [
    {
      kind: "text",
      text: `The same workload each time: ${users} users in ${channels} channels, ${rate} messages a second each. Each row keeps the changes of the rows above it. Nothing is pinned to a core before the last row.`,
    },
    { kind: "table", table: runTable("change", groups) },
    { kind: "note", text: tableNote(groups) },
    {
      kind: "pictures",
      pictures: pictures(measured),
      file: "changes.svg",
      caption: "Latency and CPU, one change at a time",
    },
    ...measured.flatMap((each, at) => variantBlocks(each, measured[at - 1])),
    ...floorBlocks("change", groups, analysis.chapters.bareWrite?.data),
  ];
}

function variantBlocks({ variant, runs }: Measured, before: Measured | undefined): Block[] {
  const blocks: Block[] = [
    { kind: "subheading", text: variant.title },
    { kind: "text", text: variant.change },
  ];
  if (before !== undefined) {
    const sentences = changeSentences(changesOf(before.runs, runs, COMPARED));
    blocks.push({ kind: "text", text: sentences.join(" ") });
  }
  const quoted = QUOTED[variant.name];
  if (quoted !== undefined) {
    blocks.push({
      kind: "quote",
      text: quotedLine(quoted),
      from: quotedSource(quoted),
    });
  }
  if (variant.name === "affinity") {
    const { without, with: pinned } = QUOTED_AFFINITY;
    const text = `At 425 users: ${quotedLine(without)} before, CPU ${band(without.cpu)}; ${quotedLine(pinned)} with affinity, CPU ${band(pinned.cpu)}.`;
    blocks.push({ kind: "quote", text, from: quotedSource(pinned) });
  }
  return blocks;
}

function band([low, high]: readonly [number, number]): string {
  return `${low}%–${high}%`;
}

function pictures(measured: readonly Measured[]) {
  const rows = (metrics: readonly Metric[]) =>
    measured.map(({ variant, runs }) => ({
      label: variant.title,
      bars: metrics.map((metric) => bar(runs, metric)),
    }));
  return [
    barChart({
      title: "Latency",
      subtitle: "ms",
      unit: "ms",
      series: [
        { name: "p90", color: "teal" },
        { name: "p99", color: "blue" },
      ],
      rows: rows(["p90", "p99"]),
      limits: [{ at: TARGETS.p90, label: "target p90" }],
    }),
    barChart({
      title: "CPU of the gateway",
      subtitle: "% of a core",
      unit: "%",
      series: [{ name: "CPU", color: "orange" }],
      rows: rows(["cpu"]),
    }),
  ];
}

function bar(runs: readonly RunRecord[], metric: Metric): Bar | null {
  const spread = spreadOver(runs, metric);
  return spread === undefined ? null : { value: spread.mean, low: spread.min, high: spread.max };
}
