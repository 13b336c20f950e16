import { join } from "node:path";

import { describeMachine } from "../measure/machine.ts";
import { OptionsRefused } from "../options-refused.ts";
import { RunFailed } from "../run/run-failed.ts";
import type { BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { checkTargets, type Target } from "./targets.ts";

const SCRIPT = join(import.meta.dir, "..", "..", "..", "web", "bench", "bench.ts");
/** Of the channel that is written into, in seconds; a full run shows that memory stays flat. */
const BRIEF = 60;
const FULL = 600;

/** A figure as the script has it; those without a bound have no target. */
type Figure = Target | { what: string; value: number; unit: string };

interface Figures {
  type: "figures";
  /** Its version. */
  chromium: string;
  figures: Figure[];
}

/** The web client in Chromium: how soon it is usable, how fast it switches channels, and what a busy channel does to it. */
export async function runWebBench(options: BenchOptions): Promise<boolean> {
  const { findChromium } = await import("@hubbub/devkit");
  if (findChromium() === undefined)
    throw new OptionsRefused("web: there is no Chromium; install it, or set HUBBUB_CHROMIUM to where it is.");
  const { seconds = options.full ? FULL : BRIEF, profile, only, json } = options;
  const machine = describeMachine();
  const { chromium, figures } = await measure([
    `--seconds=${seconds}`,
    ...(only === undefined ? [] : [`--only=${only}`]),
    ...(profile === undefined ? [] : [`--profile=${profile}`]),
  ]);
  console.log(`\nweb: the web client in Chromium ${chromium}, a busy channel for ${seconds} s`);
  printTable(
    ["", "", ""],
    figures.map(({ what, value, unit }) => [what, value.toFixed(value < 100 ? 1 : 0), unit.trim()]),
  );
  if (json !== undefined)
    await Bun.write(json, `${JSON.stringify({ machine, chromium, seconds, figures }, undefined, 2)}\n`);
  return checkTargets(figures.filter(hasTarget));
}

function hasTarget(figure: Figure): figure is Target {
  return "most" in figure || "least" in figure;
}

/** In a process of its own, as the web client isn't the load tester's. */
async function measure(flags: readonly string[]): Promise<Figures> {
  let given: Figures | undefined;
  const child = Bun.spawn([process.execPath, SCRIPT, ...flags], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (figures: Figures) => {
      given = figures;
    },
  });
  const end = (): void => child.kill("SIGKILL");
  process.on("exit", end);
  const code = await child.exited;
  process.off("exit", end);
  if (code !== 0 || given === undefined)
    throw new RunFailed("The web client could not be measured; see above.");
  return given;
}
