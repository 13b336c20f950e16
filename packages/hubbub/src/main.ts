import { Command } from "commander";

import { authCommand } from "./commands/auth.ts";
import { backupCommand } from "./commands/backup.ts";
import { benchCommand } from "./commands/bench.ts";
import { botCommand } from "./commands/bot.ts";
import { channelCommand } from "./commands/channel.ts";
import { chatCommand } from "./commands/chat.ts";
import { importCommand } from "./commands/import.ts";
import { inspectFilesCommand } from "./commands/inspect-files.ts";
import { inviteCommand } from "./commands/invite.ts";
import { loadCommand } from "./commands/load.ts";
import { auditCommand, banCommand, reportsCommand, unbanCommand } from "./commands/moderation.ts";
import { profileCommand } from "./commands/profile.ts";
import { reportCommand } from "./commands/report.ts";
import { restoreCommand } from "./commands/restore.ts";
import { serveCommand } from "./commands/serve.ts";
import { settingsCommand } from "./commands/settings.ts";
import { deleteUserDataCommand, exportCommand } from "./commands/user-data.ts";
import { userCommand } from "./commands/user.ts";
import { workerCommand } from "./commands/worker.ts";
import { withUsageExitCode } from "./usage-exit-code.ts";
import { VERSION } from "./version.ts";

const program = new Command("hubbub")
  .description("A self-hosted chat server that stays fast when everybody talks at once.")
  .version(VERSION)
  .addCommand(serveCommand())
  .addCommand(chatCommand())
  .addCommand(userCommand())
  .addCommand(withUsageExitCode(botCommand()))
  .addCommand(withUsageExitCode(inviteCommand()))
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(withUsageExitCode(importCommand()))
  .addCommand(authCommand())
  .addCommand(workerCommand())
  .addCommand(inspectFilesCommand(), { hidden: true })
  .addCommand(profileCommand())
  .addCommand(withUsageExitCode(benchCommand()))
  .addCommand(withUsageExitCode(reportCommand()))
  .addCommand(withUsageExitCode(loadCommand()))
  .addCommand(withUsageExitCode(channelCommand()))
  .addCommand(withUsageExitCode(settingsCommand()))
  .addCommand(withUsageExitCode(exportCommand()));
for (const add of [banCommand, unbanCommand, reportsCommand, auditCommand, deleteUserDataCommand]) {
  withUsageExitCode(add(program));
}
await program.parseAsync();
