import { type Block } from "../../report/document.ts";
import { figure, withUnit } from "../../report/graphs/figures.ts";
import { capital } from "../change-words.ts";
import { type Chapter } from "../chapter.ts";
import { cpuText } from "../figures-of-runs.ts";
import { type AskedRun, expectedMs } from "../measure-context.ts";
import { type Plan } from "../plan.ts";
import { type RunRecord } from "../run-record.ts";
import { scenarioTargets } from "../scenario-targets.ts";
import { type Storm, stormSchema } from "./storm-data.ts";

export const stormChapter: Chapter<Storm> = {
  title: "A storm of logins",
  schema: stormSchema,
  steps: (plan) => all(plan).map(({ title, options }) => ({ title, expectedMs: expectedMs(options) })),
  async measure({ plan, step, run }) {
    const runs: RunRecord[] = [];
    for (const { title, file, options } of all(plan)) {
      const record = await step(title, () => run(file, options));
      if (record !== undefined) runs.push(record);
    }
    return runs.length > 0 ? { runs } : undefined;
  },
  write,
};

function all({ workload, storm }: Plan) {
  return Array.from({ length: storm.repeats }, (_, repeat) => {
    const { users, logins, times } = storm;
    const asked = { scenario: "login-storm", auth: "idle", extra: { logins } } as const;
    const options: AskedRun = { ...workload, ...times, ...asked, users };
    return { options, title: `login storm, run ${repeat + 1}`, file: `login-storm-${repeat + 1}` };
  });
}

function write({ runs }: Storm): Block[] {
  const targets = scenarioTargets(runs).map(capital);
  const titles = runs.map((_, at) => (runs.length === 1 ? "measured" : `run ${at + 1}`));
  const names = runs[0]!.summary.figures.map(({ name, label }) => ({ name, label }));
  const rows = names.map(({ name, label }) => [label].concat(runs.map((run) => figureOf(run, name))));
  rows.push(["CPU of the gateway"].concat(runs.map((run) => cpuText([run]))));
  return [
    {
      kind: "text",
      text: `The same question, put harder: while ${figure(runs[0]!.options.users)} users chat, many log in at once in the middle of it (the scenario \`login-storm\`). The accounts service works through its queue in another process; the chat should not notice.`,
    },
    { kind: "table", table: { columns: ["", ...titles].map((heading) => ({ heading })), rows } },
    ...(targets.length === 0 ? [] : [{ kind: "list", items: targets } as const]),
  ];
}

function figureOf({ summary: { figures } }: RunRecord, name: string): string {
  const found = figures.find((each) => each.name === name);
  return found === undefined ? "–" : withUnit(found.value, found.unit);
}
