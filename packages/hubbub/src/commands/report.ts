import { Command, InvalidArgumentError, Option } from "commander";

import { ownCommand } from "../own-command.ts";
import { untilStopped } from "../until-stopped.ts";

interface ReportFlags {
  out: string;
  page?: string;
  quick: boolean;
  seed: number;
}

/** `hubbub report`: measures this machine, and writes the performance analysis. */
export function reportCommand(): Command {
  return new Command("report")
    .description("measure Hubbub on this machine, and write the performance analysis; under 20 minutes")
    .option("--out <dir>", "folder for the report", "hubbub-report")
    .option("--page <file>", "write report.md to another place too, with links that lead to the folder")
    .option("--quick", "short runs, most of them once: under 4 minutes", false)
    .addOption(new Option("--seed <n>", "of the arrivals").default(1).argParser(parseSeed))
    .action(report);
}

async function report({ out, page, quick, seed }: ReportFlags): Promise<void> {
  await untilStopped(async (signal) => {
    const load = await import("@hubbub/load");
    const view = load.openView(process.stdout);
    const plan = quick ? load.QUICK : load.FULL;
    const command = commandLine({ out, page, quick, seed });
    const ports = { self: ownCommand(), runLoad: load.runLoad, onProgress: load.showProgress(view), signal };
    const analysis = await load
      .runReport({ plan, seed, folder: out, page, command }, ports)
      .finally(() => view.close());
    if (analysis.ended === "interrupted") {
      console.log("Ended early: the report has what was measured until then.");
    }
    console.log(`${out}/report.html and ${out}/report.md: the performance analysis.`);
    if (page !== undefined) console.log(`${page}: the same as report.md.`);
    if (Object.values(analysis.chapters).some((chapter) => chapter?.data === undefined)) process.exitCode = 3;
  });
}

function commandLine({ out, page, quick, seed }: ReportFlags): string {
  const parts = ["npx hubbub report", `--out ${out}`];
  if (page !== undefined) parts.push(`--page ${page}`);
  if (quick) parts.push("--quick");
  if (seed !== 1) parts.push(`--seed ${seed}`);
  return parts.join(" ");
}

function parseSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number up to 999999999.");
}
