import { CHANNELS } from "./channels.ts";
import { CORE } from "./core.ts";
import { FILES } from "./files.ts";
import { INTEGRATIONS } from "./integrations.ts";
import { MESSAGES } from "./messages.ts";
import { MODERATION } from "./moderation.ts";
import { OPERATION } from "./operation.ts";
import { PUSH } from "./push.ts";
import { READING } from "./reading.ts";
import type { CommandName, Row, Rows } from "./row.ts";

/** Every command but `authenticate`, which comes before all others. */
const COMMANDS: Rows<Exclude<CommandName, "authenticate">> = {
  ...CORE,
  ...MESSAGES,
  ...CHANNELS,
  ...READING,
  ...PUSH,
  ...FILES,
  ...MODERATION,
  ...INTEGRATIONS,
  ...OPERATION,
};

/** The row of a command. One table for all: TypeScript can't tie a row's type to a command's here. */
export function rowOf(name: Exclude<CommandName, "authenticate">): Row<CommandName> {
  return COMMANDS[name] as Row<CommandName>;
}

/** The commands that this server knows. */
export function commandNames(): CommandName[] {
  return Object.keys(COMMANDS) as CommandName[];
}
