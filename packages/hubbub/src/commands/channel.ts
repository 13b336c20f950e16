import { Role } from "@hubbub/protocol";
import { Argument, Command, InvalidArgumentError } from "commander";

import { type GiveOrder, onServer, type ServerFlags, serverOrder, table } from "../on-server.ts";

const ROLES = ["guest", "member", "moderator", "owner"] as const;
type RoleName = (typeof ROLES)[number];
const roleOf = (name: RoleName) => (ROLES.indexOf(name) + 1) as Role;

/** `hubbub channel …`: channels, by who has the machine; also while the server runs. */
export function channelCommand(): Command {
  const command = new Command("channel").description("channels: list, create, archive, roles, retention");
  const order = (name: string, about: string) => serverOrder(command, name, about);

  order("list", "show all channels").action((flags: ServerFlags) => onServer(flags, list));
  order("create <name>", "make a channel")
    .requiredOption("--owner <user>", "whom it belongs to")
    .option("--private", "only for members")
    .action((name: string, flags: ServerFlags & { owner: string; private?: boolean }) =>
      onServer(flags, async (give) => {
        const hidden = flags.private === true;
        const { id } = await give("createChannel", { name, owner: flags.owner, hidden });
        return `Channel ${name} made, with id ${id}.`;
      }),
    );
  order("archive <channel>", "make it readable only")
    .option("--undo", "bring it back")
    .action((channel: string, flags: ServerFlags & { undo?: boolean }) =>
      onServer(flags, async (give) => {
        await give("archiveChannel", { channel, archived: flags.undo !== true });
        return `Channel ${channel} is ${flags.undo ? "in use again" : "archived"}.`;
      }),
    );
  order("members <channel>", "show who is in it").action((channel: string, flags: ServerFlags) =>
    onServer(flags, (give) => members(give, channel)),
  );
  order("role <channel> <user>", "give a member another role")
    .addArgument(new Argument("<role>").choices(ROLES))
    .action((channel: string, user: string, role: RoleName, flags: ServerFlags) =>
      onServer(flags, async (give) => {
        await give("setRole", { channel, user, role: roleOf(role) });
        return `${user} is ${/^[aeiou]/.test(role) ? "an" : "a"} ${role} of ${channel}.`;
      }),
    );
  order("retention <channel>", "remove messages after so many days")
    .addArgument(new Argument("<days>", "0: by the server's settings").argParser(parseDays))
    .action((channel: string, days: number, flags: ServerFlags) =>
      onServer(flags, async (give) => {
        await give("setRetention", { channel, days });
        return `Messages of ${channel} are kept ${days === 0 ? "by the server's settings" : `for ${days} days`}.`;
      }),
    );
  return command;
}

function parseDays(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("It must be a whole number of days.");
  return Number(text);
}

async function list(give: GiveOrder): Promise<string> {
  const rows: (string | number)[][] = [["id", "name", "kind", "state", "members", "events", "retention"]];
  for (let after = 0; ;) {
    const page = await give("listChannels", { after });
    for (const { id, name, kind, archived, members, events, retentionDays } of page) {
      const state = archived ? "archived" : "in use";
      rows.push([
        id,
        name || "-",
        kind,
        state,
        members,
        events,
        retentionDays === 0 ? "-" : `${retentionDays} days`,
      ]);
    }
    const last = page.at(-1);
    if (!last) return table(rows);
    after = last.id;
  }
}

async function members(give: GiveOrder, channel: string): Promise<string> {
  const rows: (string | number)[][] = [["id", "name", "role"]];
  for (let after = 0; ;) {
    const page = await give("listMembers", { channel, after });
    for (const { id, name, role } of page) rows.push([id, name, ROLES[role - 1] ?? "-"]);
    const last = page.at(-1);
    if (!last) return table(rows);
    after = last.id;
  }
}
