import { FIND_MAX_DEFAULTS } from "@hubbub/load/options";
import { Command } from "commander";

import { ownCommand } from "../own-command.ts";
import { StatusLine } from "../status-line.ts";
import { untilStopped } from "../until-stopped.ts";
import { addLoadOptions, askedOf, type LoadFlags, whole } from "./load-options.ts";

interface FindMaxFlags extends LoadFlags {
  start?: number;
  max?: number;
  step?: number;
}

/** `hubbub load find-max`: the most users that hold the targets. */
export function loadFindMaxCommand(): Command {
  const d = FIND_MAX_DEFAULTS;
  const command = new Command("find-max")
    .description("search the most users that a server holds within the thresholds")
    .addOption(whole("--start <users>", `users of the first try (${d.start})`).helpGroup("Search:"))
    .addOption(whole("--max <users>", `more are not tried (${d.most})`).helpGroup("Search:"))
    .addOption(
      whole("--step <percent>", `the answer is known to this much (${d.step * 100})`).helpGroup("Search:"),
    );
  const { rampUpMs, plateauMs, rampDownMs } = d;
  return addLoadOptions(command, { without: ["users"], defaults: { rampUpMs, plateauMs, rampDownMs } })
    .addHelpText("after", `\n${METHOD}`)
    .action(run);
}

const METHOD = `Doubles the users from --start until a threshold is missed, bisects, and repeats the answer to check it, stepping down
while the repeat misses. Each try has a fresh server of its own, or always --target. A try that the generator could not
keep up with is said to be its limit, not the server's. --out gets find-max.json.`;

async function run(flags: FindMaxFlags): Promise<void> {
  await untilStopped(async (signal) => {
    const load = await import("@hubbub/load");
    if (flags.out !== undefined) await load.makeResultFolder(flags.out);
    const status = new StatusLine(process.stdout);
    let headed = false;
    const head = () => {
      if (!headed) status.print(load.probeHeadings());
      headed = true;
    };
    const { start, max: most, step, threshold: thresholds } = flags;
    const search = { load: askedOf(flags), start, most, step: step && step / 100, thresholds };
    const result = await load
      .findMax(search, {
        self: ownCommand(),
        runLoad: load.runLoad,
        // What is refused is said without headings above it.
        onProgress(progress) {
          head();
          status.show(`${progress.options.users} users: ${load.stageInWords(progress)}`);
        },
        onProbe(probe) {
          head();
          status.print(load.probeRow(probe));
        },
        signal,
      })
      .finally(() => status.clear());
    if (flags.out !== undefined) await load.writeFindMax(flags.out, result);
    for (const line of load.findMaxLines(result)) console.log(line);
    if (result.users === 0) process.exitCode = 1;
  });
}
