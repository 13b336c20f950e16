import { runSlashCommand } from "../../commands/run-slash-command.ts";
import { createSlashCommand, deleteSlashCommand, listSlashCommands } from "../../commands/slash-commands.ts";
import { createWebhook, deleteWebhook, listWebhooks } from "../../commands/webhooks.ts";
import type { CommandName, Rows } from "./row.ts";

/** Webhooks and slash commands. */
export const INTEGRATIONS = {
  createWebhook: { handler: createWebhook, scope: "channels:write" },
  listWebhooks: { handler: listWebhooks, scope: "channels:read" },
  deleteWebhook: { handler: deleteWebhook, scope: "channels:write" },
  createSlashCommand: { handler: createSlashCommand, scope: "people" },
  listSlashCommands: { handler: listSlashCommands, scope: "channels:read" },
  deleteSlashCommand: { handler: deleteSlashCommand, scope: "people" },
  runSlashCommand: { handler: runSlashCommand, scope: "messages:write" },
} satisfies Partial<Rows<CommandName>>;
