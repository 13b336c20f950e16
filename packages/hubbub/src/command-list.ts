import { Command } from "commander";

import { withUsageExitCode } from "./usage-exit-code.ts";

/** A command of the program. Its module is loaded when it is asked for: all of them together take half a second. */
export interface ListedCommand {
  name: string;
  load(): Promise<Command>;
  hidden?: true;
}

/** In the order of `hubbub --help`. */
export const COMMANDS: readonly ListedCommand[] = [
  { name: "serve", load: async () => (await import("./commands/serve.ts")).serveCommand() },
  { name: "chat", load: async () => (await import("./commands/chat.ts")).chatCommand() },
  { name: "user", load: async () => (await import("./commands/user.ts")).userCommand() },
  strict("bot", async () => (await import("./commands/bot.ts")).botCommand()),
  strict("invite", async () => (await import("./commands/invite.ts")).inviteCommand()),
  strict("channel", async () => (await import("./commands/channel.ts")).channelCommand()),
  strict("settings", async () => (await import("./commands/settings.ts")).settingsCommand()),
  strict("ban", async () => (await import("./commands/moderation.ts")).banCommand(new Command())),
  strict("unban", async () => (await import("./commands/moderation.ts")).unbanCommand(new Command())),
  strict("reports", async () => (await import("./commands/moderation.ts")).reportsCommand(new Command())),
  strict("audit", async () => (await import("./commands/moderation.ts")).auditCommand(new Command())),
  { name: "backup", load: async () => (await import("./commands/backup.ts")).backupCommand() },
  { name: "restore", load: async () => (await import("./commands/restore.ts")).restoreCommand() },
  strict("import", async () => (await import("./commands/import.ts")).importCommand()),
  strict("export", async () => (await import("./commands/user-data.ts")).exportCommand()),
  strict("delete-user-data", async () =>
    (await import("./commands/user-data.ts")).deleteUserDataCommand(new Command()),
  ),
  { name: "auth", load: async () => (await import("./commands/auth.ts")).authCommand() },
  { name: "worker", load: async () => (await import("./commands/worker.ts")).workerCommand() },
  {
    name: "inspect-files",
    load: async () => (await import("./commands/inspect-files.ts")).inspectFilesCommand(),
    hidden: true,
  },
  strict("health", async () => (await import("./commands/health.ts")).healthCommand()),
  { name: "profile", load: async () => (await import("./commands/profile.ts")).profileCommand() },
  strict("load", async () => (await import("./commands/load.ts")).loadCommand()),
  strict("bench", async () => (await import("./commands/bench.ts")).benchCommand()),
  strict("report", async () => (await import("./commands/report.ts")).reportCommand()),
];

/** A command whose errors of usage have a code of their own. */
function strict(name: string, load: () => Promise<Command>): ListedCommand {
  return { name, load: async () => withUsageExitCode(await load()) };
}
