import { gatewayCalls } from "./gateway-calls.ts";
import { accountMails } from "./mail/account-mails.ts";
import { mails } from "./mail/mails.ts";
import { notifications } from "./notifications/notifications.ts";
import { previews } from "./previews/previews.ts";
import { search } from "./search/search.ts";
import { slashCommands } from "./slash-commands/slash-commands.ts";
import { webhooks } from "./webhooks/webhooks.ts";
import type { MakePart } from "./worker-part.ts";

/** All that the worker does: add a row for one thing more. */
export const PARTS: readonly MakePart[] = [
  gatewayCalls,
  webhooks,
  slashCommands,
  notifications,
  mails,
  accountMails,
  previews,
  search,
];
