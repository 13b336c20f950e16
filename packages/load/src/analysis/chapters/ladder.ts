import { join } from "node:path";

import { findMax } from "../../find-max/find-max.ts";
import { writeOutput } from "../../output-refused.ts";
import { type Block } from "../../report/document.ts";
import { figure } from "../../report/graphs/figures.ts";
import { lineChart, type Series } from "../../report/graphs/line-chart.ts";
import { type Table } from "../../report/table.ts";
import { type Chapter, type Page } from "../chapter.ts";
import { cpuText, holdsTargets, missesInWords, quotedText } from "../figures-of-runs.ts";
import { type AskedRun, expectedMs, type MeasureContext } from "../measure-context.ts";
import { mostUsersBlocks } from "../most-users.ts";
import { type Plan } from "../plan.ts";
import { QUOTED_LADDER, type QuotedRung, TARGETS } from "../quoted.ts";
import { faultCount, type RunRecord } from "../run-record.ts";
import { floorBlocks } from "../write-floor.ts";
import { type Ladder, ladderSchema } from "./ladder-data.ts";

const SEARCH = "find-max between the last rungs";
/** What the search is expected to take: so many runs of about so many users. */
const SEARCH_RUNS = 7;
const USUAL_MOST = 6000;

export const ladderChapter: Chapter<Ladder> = {
  title: "More users, up to saturation",
  schema: ladderSchema,
  steps: (plan) => [
    ...rungs(plan).map((users) => ({
      title: tryOf(users, 1).title,
      expectedMs: expectedMs(asked(plan, users)),
    })),
    ...(plan.ladder.step === undefined
      ? []
      : [{ title: SEARCH, expectedMs: SEARCH_RUNS * expectedMs(asked(plan, USUAL_MOST)) }]),
  ],
  async measure(context) {
    const { plan, step, run } = context;
    const done: RunRecord[] = [];
    const holds = async (users: number) => {
      for (let number = 1; number <= plan.ladder.tries; number++) {
        const { title, file } = tryOf(users, number);
        const record = await step(title, () => run(file, asked(plan, users)));
        if (record !== undefined) done.push(record);
        if (record !== undefined && holdsTargets(record)) return true;
      }
      return false;
    };
    for (const users of rungs(plan)) {
      if (!(await holds(users))) break;
    }
    const best = done.findLast(holdsTargets);
    const search = plan.ladder.step !== undefined && best !== undefined;
    const found = search ? await step(SEARCH, () => searchMostUsers(context, best.options.users)) : undefined;
    return done.length > 0 ? { rungs: done, mostUsers: found ?? null } : undefined;
  },
  write,
};

/** Searches on from the ladder's last rung that held, as long as there is time; kept as find-max.json. */
async function searchMostUsers({ plan, elapsed, loadPorts, folder }: MeasureContext, start: number) {
  const { workload, ladder, searchUntilMs } = plan;
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), Math.max(0, searchUntilMs - elapsed()));
  const signal = AbortSignal.any([loadPorts.signal, tooLong.signal]);
  const load = { ...workload, ...ladder.times };
  const asked = { load, start, most: ladder.most, step: ladder.step! };
  const found = await findMax(asked, { ...loadPorts, signal }).finally(() => clearTimeout(timer));
  await writeOutput(join(folder, "find-max.json"), `${JSON.stringify(found)}\n`);
  return found;
}

/** Of a rung: 1 for the first try. */
function tryOf(users: number, number: number): { title: string; file: string } {
  const [title, file] = [`${figure(users)} users`, `ladder-${users}`];
  return number === 1 ? { title, file } : { title: `${title}, try ${number}`, file: `${file}-try-${number}` };
}

/** The plan's, then twice as many each time. */
function rungs({ ladder: { users, most } }: Plan): number[] {
  const all = [...users];
  for (let next = 2 * all.at(-1)!; next <= most; next *= 2) all.push(next);
  return all;
}

function asked({ workload, ladder }: Plan, users: number): AskedRun {
  return { ...workload, ...ladder.times, users };
}

function write({ rungs, mostUsers }: Ladder, { analysis }: Page): Block[] {
  const { channels, rate, pinned } = rungs[0]!.options;
  const cores = pinned
    ? "the server on one core and the generator on the others"
    : "server and generator on the same cores";
  const again = new Set(rungs.map(({ options }) => options.users)).size < rungs.length;
  const tries = again ? " A rung that missed one was tried again; the table has all tries." : "";
  return [
    {
      kind: "text",
      text: `Hubbub as it ships, with ${cores}: ${channels} channels and ${rate} messages a second of each user, so that deliveries grow with the square of the users. The rungs are the report's, then twice as many each time, until one misses a target.${tries}`,
    },
    { kind: "table", table: ladderTable(rungs) },
    {
      kind: "note",
      text: "Latencies in milliseconds; CPU of the gateway in percent of one core: the mean, and the range of the plateau's seconds. Each row is one run. Quoted figures are the performance report's, of a Python server on another machine.",
    },
    { kind: "text", text: endSentence(rungs) },
    ...(mostUsers === null ? [] : mostUsersBlocks(mostUsers)),
    ...faultBlocks(rungs),
    {
      kind: "pictures",
      pictures: pictures(rungs),
      file: "ladder.svg",
      caption: "Latency, CPU and deliveries by users",
    },
    ...floorBlocks(
      "users",
      rungs.map((run) => ({ title: figure(run.options.users), runs: [run] })),
      analysis.chapters.bareWrite?.data,
    ),
  ];
}

function ladderTable(rungs: readonly RunRecord[]): Table {
  const quoted = new Map(QUOTED_LADDER.map((each) => [each.users, each]));
  const headings = ["users", "deliveries/s", "p50", "p90", "p95", "p99", "CPU", "µs/delivery", "targets"];
  headings.push("quoted p90 / p95 / p99", "quoted CPU");
  return {
    columns: headings.map((heading) => ({ heading, align: "right" })),
    rows: rungs.map((run) => {
      const { latency, deliveredPerSecond, cpuPerDeliveryUs } = run.summary;
      const old = quoted.get(run.options.users);
      return [
        figure(run.options.users),
        figure(deliveredPerSecond),
        figure(latency.p50),
        figure(latency.p90),
        figure(latency.p95),
        figure(latency.p99),
        cpuText([run]),
        cpuPerDeliveryUs === null ? "–" : figure(cpuPerDeliveryUs),
        holdsTargets(run) ? { text: "held", tone: "good" } : { text: "missed", tone: "bad" },
        quotedText(old),
        old?.cpu === undefined ? "" : `${old.cpu[0]}–${old.cpu[1]}%`,
      ];
    }),
  };
}

function faultBlocks(rungs: readonly RunRecord[]): Block[] {
  const faults = rungs.reduce((sum, run) => sum + faultCount(run), 0);
  const deliveries = rungs.reduce((sum, run) => sum + run.summary.delivered, 0);
  if (faults > 0) return [];
  const text = `All ${figure(deliveries)} deliveries of these plateaus were checked: none was lost, repeated or out of order.`;
  return [{ kind: "text", text }];
}

function pictures(rungs: readonly RunRecord[]) {
  const users = { scale: "log", label: "users" } as const;
  const points = (read: (run: RunRecord) => number | null | undefined): Series["points"] =>
    rungs.map((run) => [run.options.users, read(run) ?? null] as const);
  const quoted = { color: "grey", style: "dashed", dots: true } as const;
  return [
    lineChart({
      title: "Latency",
      subtitle: "ms, by users",
      x: users,
      y: { unit: "ms", scale: "log" },
      series: [
        { name: "p90", color: "teal", points: points((run) => run.summary.latency.p90), dots: true },
        { name: "p99", color: "blue", points: points((run) => run.summary.latency.p99), dots: true },
        { ...quoted, name: "the report's p99", points: quotedPoints(({ p99 }) => p99) },
      ],
      limits: [
        { at: TARGETS.p90, label: "target p90" },
        { at: TARGETS.p99, label: "target p99" },
      ],
    }),
    lineChart({
      title: "CPU of the gateway",
      subtitle: "% of a core, by users",
      x: users,
      y: { unit: "%" },
      series: [
        { name: "mean", color: "orange", points: points((run) => run.summary.gatewayCpu?.mean), dots: true },
      ],
      bands: [
        {
          color: "orange",
          opacity: 0.18,
          points: rungs.map((run) => [
            run.options.users,
            run.summary.gatewayCpu?.min ?? null,
            run.summary.gatewayCpu?.max ?? null,
          ]),
        },
      ],
    }),
    lineChart({
      title: "Deliveries a second",
      subtitle: "by users",
      x: users,
      y: { unit: "a second", scale: "log" },
      series: [
        {
          name: "Hubbub",
          color: "teal",
          points: points((run) => run.summary.deliveredPerSecond),
          dots: true,
        },
        {
          ...quoted,
          name: "the report",
          points: quotedPoints(({ deliveriesPerSecond }) => deliveriesPerSecond),
        },
      ],
    }),
    lineChart({
      title: "CPU for a delivery",
      subtitle: "µs, by users",
      x: users,
      y: { unit: "µs", scale: "log" },
      series: [
        {
          name: "gateway",
          color: "purple",
          points: points((run) => run.summary.cpuPerDeliveryUs),
          dots: true,
        },
      ],
    }),
  ];
}

function endSentence(rungs: readonly RunRecord[]): string {
  const [best, last] = [rungs.findLast(holdsTargets), rungs.at(-1)!];
  if (best === undefined) {
    return `Already ${figure(rungs[0]!.options.users)} users, the first rung, missed a target: look at the warnings of this chapter first.`;
  }
  const { latency, deliveredPerSecond } = best.summary;
  const holding = `The last rung that held all targets is ${figure(best.options.users)} users with ${figure(deliveredPerSecond)} deliveries a second (p90 ${figure(latency.p90)}, p95 ${figure(latency.p95)}, p99 ${figure(latency.p99)} ms).`;
  if (last === best) return `${holding} The ladder ended there without a target being missed.`;
  return `${holding} At ${figure(last.options.users)} users ${missesInWords(last)}.`;
}

function quotedPoints(read: (rung: QuotedRung) => number): Series["points"] {
  return QUOTED_LADDER.map((rung) => [rung.users, read(rung)] as const);
}
