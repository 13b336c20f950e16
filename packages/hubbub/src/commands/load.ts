import { Command } from "commander";

import { loadCompareCommand } from "./load-compare.ts";

/** `hubbub load …`: load on a server, and what came of it. */
export function loadCommand(): Command {
  return new Command("load")
    .description("put load on a server, and measure it")
    .addCommand(loadCompareCommand());
}
