import { all, first, run, type Steps } from "../../sql/steps.ts";

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

/** Turns off the webhooks that a user has made in a channel. */
export function* disableWebhooksOf(args: { channel: number; user: number; at: number }): Steps<void> {
  const made = yield* all<{ id: number }>(
    "SELECT id FROM webhooks WHERE channel = ?1 AND user = ?2 AND disabled = 0 ORDER BY id",
    args.channel,
    args.user,
  );
  const reason = "Who made it was removed from the channel.";
  for (const { id } of made) yield* disableWebhook({ webhook: id, reason, at: args.at });
}
