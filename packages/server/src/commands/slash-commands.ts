import {
  type CreateSlashCommand,
  type DeleteSlashCommand,
  LIMITS,
  type ListSlashCommands,
} from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator } from "./checks.ts";
import { checkLength } from "./create-channel.ts";
import { checkUrl, signingSecret } from "./webhooks.ts";

const NAME = /^[a-z0-9_-]{1,32}$/;

export async function createSlashCommand(
  gateway: GatewayContext,
  { user }: Caller,
  { name, url, description, hint }: CreateSlashCommand,
): Promise<Answer> {
  checkAdministrator(user);
  if (!NAME.test(name)) {
    const message = "A command's name has 1 to 32 of a-z, 0-9, _ and -.";
    throw new Refusal("invalid", message, { field: "createSlashCommand.name" });
  }
  checkUrl(url, "createSlashCommand.url");
  checkLength(description, LIMITS.topicLength, "description", "createSlashCommand.description");
  checkLength(hint, LIMITS.topicLength, "hint", "createSlashCommand.hint");
  const command = { name, url, description, hint, secret: signingSecret() };
  await gateway.writes.do("createSlashCommand", command);
  return { case: "slashCommands", value: { commands: [command] } };
}

/** All commands of the server; administrators see where they lead. */
export async function listSlashCommands(
  gateway: GatewayContext,
  { user }: Caller,
  _command: ListSlashCommands,
): Promise<Answer> {
  const rows = await gateway.store.read("slashCommands", {});
  const commands = rows.map(({ name, description, hint, url }) =>
    user.identity.admin ? { name, description, hint, url } : { name, description, hint },
  );
  return { case: "slashCommands", value: { commands } };
}

export async function deleteSlashCommand(
  gateway: GatewayContext,
  { user }: Caller,
  { name }: DeleteSlashCommand,
): Promise<Answer> {
  checkAdministrator(user);
  await gateway.writes.do("deleteSlashCommand", { name });
  return { case: "done", value: {} };
}
