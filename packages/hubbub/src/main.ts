import { Command } from "commander";

import { COMMANDS } from "./command-list.ts";
import { VERSION } from "./version.ts";

const program = new Command("hubbub")
  .description("A self-hosted chat server that stays fast when everybody talks at once.")
  .version(VERSION)
  // Flags behind the name of a command are that command's.
  .enablePositionalOptions();
const asked = COMMANDS.filter(({ name }) => name === process.argv[2]);
for (const { load, hidden = false } of asked.length > 0 ? asked : COMMANDS) {
  program.addCommand(await load(), { hidden });
}
await program.parseAsync();
