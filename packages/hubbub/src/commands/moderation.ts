import { Command, InvalidArgumentError, Option } from "commander";

import { onServer, type ServerFlags, serverOrder, table, timeText } from "../on-server.ts";
import { DAYS, parseDays } from "./days.ts";

interface PageFlags extends ServerFlags {
  limit: number;
  before: number;
}

/** `hubbub audit`: who did what. */
export function auditCommand(parent: Command): Command {
  return paged(serverOrder(parent, "audit", "show who did what, the newest first"), 100)
    .option("--channel <name>", "only of this channel")
    .action(({ channel, before, limit, ...flags }: PageFlags & { channel?: string }) =>
      onServer(flags, async (give) => {
        const entries = await give("listAudit", { channel, before, limit });
        return table([
          ["id", "time", "by", "action", "channel", "target", "detail"],
          ...entries.map(({ id, at, actor, action, channel, target, detail }) => {
            return [id, timeText(at), actor, action, channel, target, detail];
          }),
        ]);
      }),
    );
}

/** `hubbub reports`: messages that were reported. */
export function reportsCommand(parent: Command): Command {
  return paged(serverOrder(parent, "reports", "show messages that were reported, the newest first"), 20)
    .option("--all", "closed ones, too")
    .action(({ all = false, before, limit, ...flags }: PageFlags & { all?: boolean }) =>
      onServer(flags, async (give) => {
        const reports = await give("listReports", { all, before, limit });
        return table([
          ["id", "time", "by", "channel", "message", "state", "reason", "text"],
          ...reports.map(({ id, at, by, channel, seq, closed, reason, text }) => {
            return [id, timeText(at), by, channel, seq, closed ? "closed" : "open", reason, text];
          }),
        ]);
      }),
    );
}

/** `hubbub ban`: keeps a user out of a channel. */
export function banCommand(parent: Command): Command {
  return serverOrder(parent, "ban <channel> <user>", "keep a user out of a channel")
    .addOption(new Option("--days <n>", "for so long (default: for good)").argParser(parseDays))
    .option("--reason <text>", "why", "")
    .action((channel: string, user: string, flags: ServerFlags & { days?: number; reason: string }) =>
      onServer(flags, async (give) => {
        const until = flags.days === undefined ? 0 : Date.now() + flags.days * DAYS;
        await give("ban", { channel, user, until, reason: flags.reason });
        return `${user} is banned from ${channel} ${until === 0 ? "for good" : `until ${timeText(until)}`}.`;
      }),
    );
}

/** `hubbub unban`: lets a user back. */
export function unbanCommand(parent: Command): Command {
  return serverOrder(parent, "unban <channel> <user>", "let a user back into a channel").action(
    (channel: string, user: string, flags: ServerFlags) =>
      onServer(flags, async (give) => {
        await give("unban", { channel, user });
        return `${user} is not banned from ${channel}.`;
      }),
  );
}

function paged(command: Command, limit: number): Command {
  return command
    .addOption(new Option("--limit <n>", "how many").default(limit).argParser(whole))
    .addOption(new Option("--before <id>", "older than this one").default(0, "the newest").argParser(whole));
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
