import { join } from "node:path";

import { writeOutput } from "../../output-refused.ts";
import { type Block } from "../../report/document.ts";
import { figure } from "../../report/graphs/figures.ts";
import { capital, listed } from "../change-words.ts";
import { type Chapter, type Page } from "../chapter.ts";
import { quotedSource } from "../figures-of-runs.ts";
import { callTree } from "../flame/call-tree.ts";
import { cpuProfileSchema } from "../flame/cpu-profile.ts";
import { flameSvg } from "../flame/flame-svg.ts";
import { type HotFunction, hottestFunctions } from "../flame/hottest.ts";
import { type AskedRun, expectedMs, type MeasureContext } from "../measure-context.ts";
import { type Plan } from "../plan.ts";
import { QUOTED_PROFILE } from "../quoted.ts";
import { METRICS } from "../run-record.ts";
import { type Profile, profileSchema } from "./profile-data.ts";
import { takeProfile } from "./take-profile.ts";

const STEP = "CPU profile under load";
const FILE = "gateway.cpuprofile";
const FLAME_FILE = "flame.svg";
const HOTTEST = 15;
/** Of the plateau, which is left to settle and to end. */
const PROFILED = 0.8;

export const profileChapter: Chapter<Profile> = {
  title: "Where the CPU goes",
  schema: profileSchema,
  steps: (plan) => [{ title: STEP, expectedMs: expectedMs(options(plan)) }],
  measure: (context) => context.step(STEP, () => measure(context)),
  write,
};

function options({ workload, profile }: Plan): AskedRun {
  return { ...workload, ...profile.times, users: profile.users };
}

async function measure({ plan, folder, run }: MeasureContext): Promise<Profile> {
  const asked = options(plan);
  const seconds = (PROFILED * asked.plateauMs) / 1000;
  let data: string | undefined;
  let taken: Promise<string> | undefined;
  const record = await run("profile", asked, {
    onServer(folder) {
      data = folder;
    },
    onProgress({ stage }) {
      if (stage !== "plateau" || data === undefined) return;
      taken ??= takeProfile(data, seconds);
      // If it fails, it is heard of below.
      taken.catch(() => {});
    },
  });
  if (taken === undefined) throw new Error("The run had no plateau to take a profile in.");
  const text = await taken;
  const root = callTree(cpuProfileSchema.parse(JSON.parse(text)));
  await writeOutput(join(folder, FILE), text);
  await writeOutput(join(folder, FLAME_FILE), flameSvg(root));
  return {
    run: record,
    file: FILE,
    flameFile: FLAME_FILE,
    seconds,
    samples: root.total,
    hottest: hottestFunctions(root, HOTTEST),
  };
}

function write({ run, file, flameFile, seconds, samples, hottest }: Profile, page: Page): Block[] {
  const cpu = METRICS.cpu.of(run);
  const svg = page.text(flameFile);
  return [
    {
      kind: "text",
      text: `The gateway's main thread under ${figure(run.options.users)} users and ${figure(run.summary.deliveredPerSecond)} deliveries a second, sampled for ${figure(seconds)} s with \`hubbub profile\`${cpu === undefined ? "" : ` (the gateway took ${figure(cpu)}% of a core meanwhile, with its other threads and the profiler)`}. Samples are taken only while JavaScript runs, or native code that it called, so idle time is not in them. Wider is more; what a function calls stands above it.`,
    },
    ...(svg === undefined
      ? []
      : [
          {
            kind: "svg",
            title: "Flame graph of the gateway under load",
            svg,
            file: flameFile,
            caption: `Flame graph of ${figure(samples)} samples`,
          } as const,
        ]),
    {
      kind: "table",
      table: hotTable(hottest),
      caption: "The hottest functions, by what they took themselves",
    },
    { kind: "text", text: hottestSentence(hottest) },
    {
      kind: "quote",
      text: `About ${QUOTED_PROFILE.send}% of the time went into sending messages, and half of that into permessage-deflate; turning it off made it ${QUOTED_PROFILE.deflate}%.`,
      from: quotedSource(QUOTED_PROFILE),
    },
    {
      kind: "note",
      text: `${flameFile} by itself tells what is under the pointer. The profile is ${file}, in the format of Chrome's developer tools (Performance) and VS Code.`,
    },
  ];
}

function hotTable(hottest: readonly HotFunction[]) {
  return {
    columns: [
      { heading: "function" },
      { heading: "file", align: "left" },
      { heading: "self" },
      { heading: "with what it calls" },
    ],
    rows: hottest.map(({ name, file, self, total }) => [name, file || "native", share(self), share(total)]),
  } as const;
}

/** What the hottest functions come to, by whose code they are. */
function hottestSentence(hottest: readonly HotFunction[]): string {
  const [first] = hottest;
  const of = (owner: HotFunction["owner"]) =>
    hottest.filter((each) => each.owner === owner).reduce((sum, { self }) => sum + self, 0);
  const parts = [
    `${share(of("runtime"))} are Bun's native code, system calls included`,
    `${share(of("hubbub"))} Hubbub's own`,
    `${share(of("library"))} libraries'`,
  ];
  return `${capital(`\`${first!.name}\``)} alone takes ${share(first!.self)}. Of all samples, these ${hottest.length} functions have ${share(hottest.reduce((sum, { self }) => sum + self, 0))}: ${listed(parts)}.`;
}

function share(part: number): string {
  return `${(100 * part).toFixed(1)}%`;
}
