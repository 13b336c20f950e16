import { disableWebhook } from "./disable-webhook.ts";
import { forgetPush, registerPush, unregisterPush } from "./push-subscriptions.ts";
import { createSlashCommand, deleteSlashCommand, slashCommand, slashCommands } from "./slash-commands.ts";
import { stopMails } from "./stop-mails.ts";
import { createWebhook, deleteWebhook, incomingWebhook, webhook, webhooks } from "./webhooks.ts";

export const INTEGRATION_WRITES = {
  createWebhook,
  deleteWebhook,
  createSlashCommand,
  deleteSlashCommand,
  disableWebhook,
  registerPush,
  unregisterPush,
  forgetPush,
  stopMails,
};

export const INTEGRATION_READS = {
  webhook,
  webhooks,
  incomingWebhook,
  slashCommand,
  slashCommands,
};
