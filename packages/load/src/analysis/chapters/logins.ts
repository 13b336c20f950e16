import { type Block } from "../../report/document.ts";
import { figure } from "../../report/graphs/figures.ts";
import { changeSentences } from "../change-words.ts";
import { changesOf } from "../changes-of-runs.ts";
import { type Chapter } from "../chapter.ts";
import { quotedLine, quotedSource, runTable, tableNote } from "../figures-of-runs.ts";
import { type AskedRun, expectedMs } from "../measure-context.ts";
import { type Plan } from "../plan.ts";
import { QUOTED_HASHING, QUOTED_LOGINS } from "../quoted.ts";
import { type RunRecord } from "../run-record.ts";
import { type Logins, loginsSchema } from "./logins-data.ts";

const MODES = ["idle", "concurrent"] as const;
type Mode = (typeof MODES)[number];

const MEASURED =
  "With logins along with the chat it is ramp-up and plateau that are measured, since it is in the ramp-up that everybody logs in; so there are fewer deliveries a second, and less CPU.";

const TITLES: Record<Mode, string> = { idle: "before the chat", concurrent: "along with the chat" };

export const loginsChapter: Chapter<Logins> = {
  title: "What logins cost",
  schema: loginsSchema,
  steps: (plan) => all(plan).map(({ title, options }) => ({ title, expectedMs: expectedMs(options) })),
  async measure({ plan, step, run }) {
    const data: Logins = { idle: [], concurrent: [] };
    for (const { title, mode, file, options } of all(plan)) {
      const record = await step(title, () => run(file, options));
      if (record !== undefined) data[mode].push(record);
    }
    return data.idle.length + data.concurrent.length > 0 ? data : undefined;
  },
  write,
};

function all(plan: Plan) {
  return Array.from({ length: plan.logins.repeats }, (_, repeat) =>
    MODES.map((mode) => {
      const options: AskedRun = { ...plan.workload, ...plan.logins.times, auth: mode };
      const number = repeat + 1;
      return {
        mode,
        options,
        title: `logins ${TITLES[mode]}, run ${number}`,
        file: `logins-${mode}-${number}`,
      };
    }),
  ).flat();
}

function write({ idle, concurrent }: Logins): Block[] {
  const groups = [
    { title: TITLES.concurrent, runs: concurrent, quoted: QUOTED_LOGINS.concurrent },
    { title: TITLES.idle, runs: idle, quoted: QUOTED_LOGINS.idle },
  ];
  const blocks: Block[] = [
    {
      kind: "text",
      text: `Hashing a password is meant to be expensive. In the report's server it happened in the process of the chat, took ${QUOTED_HASHING.percent}% of its CPU, and held up everybody: its first table is this comparison. In Hubbub hashing is the accounts service's, another process at a lower priority, and the gateway checks a signature.`,
    },
    { kind: "table", table: runTable("logins", groups) },
    { kind: "note", text: `${tableNote(groups)} ${MEASURED}` },
    {
      kind: "quote",
      text: `With authentication: ${quotedLine(QUOTED_LOGINS.concurrent)}. Without authentication: ${quotedLine(QUOTED_LOGINS.idle)}.`,
      from: quotedSource(QUOTED_LOGINS.idle),
    },
  ];
  if (idle.length === 0 || concurrent.length === 0) return blocks;
  const changes = changeSentences(changesOf(concurrent, idle, ["p90", "p95", "p99"]));
  const text = [
    ...loginSentences(concurrent),
    "Taking the logins out of the chat, as the report did:",
    ...changes,
  ];
  return [...blocks, { kind: "text", text: text.join(" ") }];
}

function loginSentences(runs: readonly RunRecord[]): string[] {
  const [first] = runs;
  const { logins, accountsCpu } = first!.summary;
  if (logins === null) return [];
  const accounts =
    accountsCpu === null ? "" : `, while the accounts service took ${figure(accountsCpu.mean)}% of a core`;
  return [
    `${figure(logins.count)} of ${figure(first!.options.users)} users were logged in before the end of the plateau, in ${figure(logins.p50)} ms at the median and ${figure(logins.p99)} ms at the 99th percentile${accounts}.`,
  ];
}
