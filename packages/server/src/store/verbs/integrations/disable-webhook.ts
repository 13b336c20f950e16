import { first, run, type Steps } from "../../sql/steps.ts";

/** Turns an outgoing webhook off, with an entry in the audit log; nothing if it is off already, or gone. */
export function* disableWebhook(args: { webhook: number; reason: string; at: number }): Steps<void> {
  const row = yield* first<{ channel: number }>(
    "UPDATE webhooks SET disabled = 1 WHERE id = ?1 AND disabled = 0 RETURNING channel",
    args.webhook,
  );
  if (row === undefined) return;
  yield* run(
    "INSERT INTO audit (at, actor, action, channel, target, detail) VALUES (?1, 0, 'webhook.disabled', ?2, ?3, ?4)",
    args.at,
    row.channel,
    args.webhook,
    JSON.stringify({ reason: args.reason }),
  );
}
