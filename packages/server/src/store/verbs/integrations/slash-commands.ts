import type { SlashCommand } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { all, changes, first, type Steps } from "../../sql/steps.ts";

/** Slash commands of a server, at most. */
const MOST = 200;

export type NewSlashCommand = Pick<SlashCommand, "name" | "url" | "description" | "hint" | "secret">;

export function* createSlashCommand(command: NewSlashCommand): Steps<void> {
  const { name, url, description, hint, secret } = command;
  const there = yield* all("SELECT name FROM slash_commands");
  if (there.length >= MOST) {
    throw new Refusal("too_large", `A server has ${MOST} slash commands at most: delete one first.`, {
      limit: MOST,
    });
  }
  const made = yield* changes(
    `INSERT INTO slash_commands (name, url, description, hint, secret) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (name) DO NOTHING RETURNING name`,
    name,
    url,
    description,
    hint,
    secret,
  );
  if (made) return;
  const message = `There is a command /${name} already. Delete it first, or choose another name.`;
  throw new Refusal("name_taken", message, { field: "createSlashCommand.name" });
}

/** All of them by name, with URL and secret. */
export function* slashCommands(_args: object): Steps<NewSlashCommand[]> {
  return yield* all<NewSlashCommand>(
    "SELECT name, url, description, hint, secret FROM slash_commands ORDER BY name",
  );
}

export function* slashCommand({ name }: { name: string }): Steps<NewSlashCommand | undefined> {
  return yield* first<NewSlashCommand>(
    "SELECT name, url, description, hint, secret FROM slash_commands WHERE name = ?1",
    name,
  );
}

export function* deleteSlashCommand({ name }: { name: string }): Steps<void> {
  if (yield* changes("DELETE FROM slash_commands WHERE name = ?1 RETURNING name", name)) return;
  throw new Refusal("not_found", `There is no command /${name}.`, { field: "deleteSlashCommand.name" });
}
