import { Command } from "commander";

import { loadCompareCommand } from "./load-compare.ts";
import { loadFindMaxCommand } from "./load-find-max.ts";
import { loadRunCommand } from "./load-run.ts";

/** `hubbub load …`: load on a server, and what came of it. */
export function loadCommand(): Command {
  return new Command("load")
    .description("put load on a server, and measure it")
    .addCommand(loadRunCommand())
    .addCommand(loadFindMaxCommand())
    .addCommand(loadCompareCommand())
    .addCommand(workerCommand(), { hidden: true });
}

/** A generator process, for the runs to start. */
function workerCommand(): Command {
  return new Command("worker").action(async () => {
    const { runWorker } = await import("@hubbub/load");
    runWorker();
  });
}
