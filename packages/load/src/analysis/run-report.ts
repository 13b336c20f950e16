import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { OptionsRefused } from "../options-refused.ts";
import { makeFolder } from "../output-refused.ts";
import { type RunLoad } from "../run/ports.ts";
import { type AnalysisProgress } from "./analysis-progress.ts";
import { type Analysis } from "./analysis.ts";
import { measureAnalysis } from "./measure-analysis.ts";
import { type Plan } from "./plan.ts";
import { writeAnalysis } from "./write-analysis.ts";

export interface ReportOptions {
  plan: Plan;
  seed: number;
  /** Folder for the report; an earlier report in it is replaced. */
  folder: string;
  /** Another place for report.md, with links that lead to the folder; undefined: none. */
  page: string | undefined;
  /** The command that makes it again. */
  command: string;
}

export interface ReportPorts {
  self: readonly string[];
  runLoad: RunLoad;
  onProgress(progress: AnalysisProgress): void;
  signal: AbortSignal;
}

/**
 * `hubbub report`: measures, and writes the performance analysis into the folder; ended early by the signal it
 * writes what is there. Rejects with OptionsRefused if the folder has anything but a report in it, and with
 * OutputRefused if it can't be written.
 */
export async function runReport(options: ReportOptions, ports: ReportPorts): Promise<Analysis> {
  const { plan, seed, folder, page, command } = options;
  await clear(folder);
  // Before minutes are spent on what can't be written then.
  await makeFolder(folder, "--out");
  if (page !== undefined) await makeFolder(dirname(page), "--page");
  const analysis = await measureAnalysis({ plan, seed, folder, command }, ports);
  await writeAnalysis(analysis, { folder, page });
  return analysis;
}

/** The files that mark a folder as a report's, and those of its runs, which may be others the next time. */
const MARK = "data.json";
const RUNS = "runs";

async function clear(folder: string): Promise<void> {
  const files = await readdir(folder).catch((): string[] => []);
  if (files.length > 0 && !files.includes(MARK)) {
    throw new OptionsRefused(
      `${folder} has other files in it: name a new folder, or one with an earlier report.`,
    );
  }
  await rm(join(folder, RUNS), { recursive: true, force: true });
}
