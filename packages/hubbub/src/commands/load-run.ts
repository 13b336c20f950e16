import { join } from "node:path";

import { DEFAULTS, formatDuration, METRICS, runOptions, SCENARIOS } from "@hubbub/load/options";
import { Command } from "commander";

import { ownCommand } from "../own-command.ts";
import { EXIT_CODES, untilStopped } from "../until-stopped.ts";
import { addLoadOptions, addScenarioOptions, askedOf, type LoadFlags } from "./load-options.ts";

/** `hubbub load run`: one load from nothing to its result. */
export function loadRunCommand(): Command {
  const command = new Command("run")
    .description("put a server under one load, and judge it by thresholds")
    .argument("[scenario]", "what the users do", "chat");
  return addScenarioOptions(addLoadOptions(command))
    .addHelpText("after", () => `\n${scenarioHelp()}\n\n${metricHelp()}\n\n${EXIT_CODES}`)
    .action(run);
}

async function run(scenario: string, flags: LoadFlags): Promise<void> {
  await untilStopped(async (signal) => {
    const load = await import("@hubbub/load");
    const options = load.runOptions({ scenario, ...askedOf(flags) });
    if (flags.out !== undefined) await load.makeResultFolder(flags.out);
    const view = load.openView(process.stdout);
    const ports = { self: ownCommand(), onProgress: view.update.bind(view), signal };
    const result = await load
      .runLoad(options, { ...ports, thresholds: flags.threshold })
      .finally(() => view.close());
    if (flags.out !== undefined) {
      await load.writeResult(flags.out, result);
      await load.writeReport(flags.out, result);
    }
    for (const line of load.resultLines(result)) console.log(line);
    if (flags.out !== undefined) console.log(`The report: ${join(flags.out, "report.html")}`);
    if (result.thresholds.some(({ met }) => !met)) process.exitCode = 1;
  });
}

function scenarioHelp(): string {
  const lines = SCENARIOS.map(({ name, summary, defaults = {}, thresholds }) => {
    const shown = Object.entries(defaults).map(([option, value]) => {
      const ms = option.endsWith("Ms") && typeof value === "number";
      return `${flagOf(option)} ${ms ? formatDuration(value) : String(value)}`;
    });
    const targets = Object.entries(thresholds?.(runOptions({ scenario: name })) ?? {}).map(
      ([metric, most]) => `--threshold ${metric}=${most}`,
    );
    const differs = [...shown, ...targets].join(" ");
    const line = `  ${name.padEnd(16)} ${summary}`;
    return differs === "" ? line : `${line}\n${" ".repeat(19)}${differs}`;
  });
  return ["Scenarios, with what they take instead of the defaults above:", ...lines].join("\n");
}

function metricHelp(): string {
  const lines = Object.entries(METRICS).map(([name, { about }]) => `  ${name.padEnd(16)} ${about}`);
  return ["Metrics for --threshold:", ...lines].join("\n");
}

/** "rampUpMs" is set with --ramp-up. */
function flagOf(option: keyof typeof DEFAULTS | string): string {
  return `--${option.replace(/Ms$/, "").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
