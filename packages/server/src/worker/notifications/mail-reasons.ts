import type { Reason } from "./reason-to-notify.ts";

/** What is mailed: what was said to the user, not what they only wanted to see. */
export const MAIL_REASONS: ReadonlySet<Reason> = new Set([
  "mention",
  "channel",
  "direct",
  "thread",
  "keyword",
]);
