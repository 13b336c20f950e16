import { existsSync } from "node:fs";

import { Command } from "commander";

import { type DatabaseOption, databaseOption } from "../database-option.ts";
import { type GiveOrder, onServer, OrderFailed, type ServerFlags, serverOrder } from "../on-server.ts";
import { exportAllOptions } from "./export.ts";

type UserExportFlags = ServerFlags & DatabaseOption & { out: string };

/** `hubbub export …`: data in a form that others read. */
export function exportCommand(): Command {
  const command = exportAllOptions(new Command("export"));
  serverOrder(command, "user <name>", "write all that is kept of a user into one file, as JSON Lines")
    .addOption(databaseOption())
    .requiredOption("--out <file>", "the file to write; must not exist")
    .action((name: string, flags: UserExportFlags) =>
      onServer(flags, (give) => exportUser(give, name, flags)),
    );
  return command;
}

/** `hubbub delete-user-data NAME`: what a user has said, and their profile. */
export function deleteUserDataCommand(parent: Command): Command {
  return serverOrder(
    parent,
    "delete-user-data <name>",
    "delete all messages of a user for good, and empty their profile; the account stays",
  ).action((name: string, flags: ServerFlags) =>
    onServer(flags, async (give) => {
      let deleted = 0;
      for (let next: Place | undefined = START; next;) {
        const step: Deleted = await give("deleteMessages", { user: name, ...next });
        deleted += step.deleted;
        next = step.next;
      }
      await give("emptyProfile", { user: name });
      return `${deleted} messages of ${name} are deleted, and the profile is empty. "hubbub user disable" closes the account.`;
    }),
  );
}

interface Place {
  channel: number;
  seq: number;
}
interface Deleted {
  deleted: number;
  next?: Place | undefined;
}
interface Page {
  records: Record<string, unknown>[];
  next?: Place | undefined;
}

const START: Place = { channel: 0, seq: 0 };

async function exportUser(give: GiveOrder, name: string, flags: UserExportFlags): Promise<string> {
  if (existsSync(flags.out))
    throw new OrderFailed(`${flags.out} exists and is never overwritten: name another file.`);
  const records = await give("userRecords", { user: name });
  const file = Bun.file(flags.out).writer();
  let written = 0;
  const write = (record: object): void => {
    file.write(`${JSON.stringify(record)}\n`);
    written++;
  };
  for (const record of records) write(record);
  const { sessionsOf } = await import("../sessions-of.ts");
  for (const session of await sessionsOf(flags, name)) write(Object.assign({ type: "session" }, session));
  for (let next: Place | undefined = START; next;) {
    const page: Page = await give("userEvents", { user: name, ...next });
    for (const record of page.records) write(record);
    next = page.next;
    await file.flush();
  }
  await file.end();
  return `${flags.out}: ${written} records of ${name}, one a line.`;
}
