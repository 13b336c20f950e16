// The commands about a server's channels and users alone, as a process of their own for the tests.
import { Command } from "commander";

import { channelCommand } from "../src/commands/channel.ts";
import { auditCommand, banCommand, reportsCommand, unbanCommand } from "../src/commands/moderation.ts";
import { settingsCommand } from "../src/commands/settings.ts";
import { deleteUserDataCommand, exportCommand } from "../src/commands/user-data.ts";
import { withUsageExitCode } from "../src/usage-exit-code.ts";

const program = new Command("hubbub")
  .enablePositionalOptions()
  .addCommand(withUsageExitCode(channelCommand()))
  .addCommand(withUsageExitCode(settingsCommand()))
  .addCommand(withUsageExitCode(exportCommand()));
for (const add of [banCommand, unbanCommand, reportsCommand, auditCommand, deleteUserDataCommand]) {
  withUsageExitCode(add(program));
}
await program.parseAsync();
