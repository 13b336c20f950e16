import { type Block } from "../../report/document.ts";
import { type Color } from "../../report/graphs/colors.ts";
import { lineChart, type Series } from "../../report/graphs/line-chart.ts";
import { phasesOf } from "../../report/graphs/run-graphs.ts";
import { type Result, type Second } from "../../result/result.ts";
import { type Page } from "../chapter.ts";
import { VARIANT_LIST, type VariantName } from "../chapters/changes-data.ts";
import { TARGETS } from "../quoted.ts";

/** The first and the last of the changes over time, on one axis; nothing if one of them is missing. */
export function beforeAfter({ analysis, result }: Page): Block[] {
  const { variants = [] } = analysis.chapters.changes?.data ?? {};
  const [first, last] = [variants[0], variants.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const [before, after] = [result(first.runs[0]!.file), result(last.runs[0]!.file)];
  if (before === undefined || after === undefined) return [];
  return [
    { kind: "heading", text: "Before and after" },
    {
      kind: "text",
      text: `The same workload over time, by seconds: before is “${titleOf(first.name)}”, after is “${titleOf(last.name)}” with all changes, the first run of each. The plateau is shaded.`,
    },
    {
      kind: "pictures",
      pictures: pictures(before, after),
      file: "before-after.svg",
      caption: "Before and after, the same workload",
    },
  ];
}

function pictures(before: Result, after: Result) {
  const graph = (title: string, subtitle: string, unit: string, read: (second: Second) => number | null) =>
    lineChart({
      title,
      subtitle,
      x: { scale: "time", from: 0 },
      y: { unit },
      series: [line("before", "orange", before, read), line("after", "blue", after, read)],
      spans: phasesOf((before.seconds.length >= after.seconds.length ? before : after).seconds),
      limits: unit === "ms" ? [{ at: TARGETS.p90, label: "target p90" }] : [],
    });
  return [
    graph("p90", "ms, of each second", "ms", ({ latency }) => (latency.count > 0 ? latency.p90 : null)),
    graph("p99", "ms, of each second", "ms", ({ latency }) => (latency.count > 0 ? latency.p99 : null)),
    graph("CPU of the gateway", "% of a core", "%", ({ cpu }) => cpu.gateway),
    graph("Deliveries a second", "", "a second", ({ delivered }) => delivered),
  ];
}

function line(
  name: string,
  color: Color,
  { seconds }: Result,
  read: (second: Second) => number | null,
): Series {
  return { name, color, points: seconds.map((second) => [second.at, read(second)] as const) };
}

function titleOf(name: VariantName): string {
  return VARIANT_LIST.find((variant) => variant.name === name)!.title;
}
