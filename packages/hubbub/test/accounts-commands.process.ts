// The accounts commands alone, as a process of their own for the tests.
import { Command } from "commander";

import { authCommand } from "../src/commands/auth.ts";
import { botCommand } from "../src/commands/bot.ts";
import { inviteCommand } from "../src/commands/invite.ts";
import { userCommand } from "../src/commands/user.ts";
import { withUsageExitCode } from "../src/usage-exit-code.ts";

await new Command("hubbub")
  .addCommand(authCommand())
  .addCommand(userCommand())
  .addCommand(withUsageExitCode(botCommand()))
  .addCommand(withUsageExitCode(inviteCommand()))
  .parseAsync();
