import { gatewayCalls } from "./gateway-calls.ts";
import { accountMails } from "./mail/account-mails.ts";
import { mails } from "./mail/mails.ts";
import { previews } from "./previews/previews.ts";
import type { MakePart } from "./worker-part.ts";

/** All that the worker does: add a row for one thing more. */
export const PARTS: readonly MakePart[] = [gatewayCalls, mails, accountMails, previews];
