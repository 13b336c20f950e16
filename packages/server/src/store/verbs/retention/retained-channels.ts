import { all, type Steps } from "../../sql/steps.ts";
import { settings } from "../settings.ts";

/** A channel whose messages are removed after some days. */
export interface RetainedChannel {
  id: number;
  days: number;
}

/** Channels with a retention of their own, or by the server's settings, ascending from `after`. */
export function* retainedChannels(args: { after: number; limit: number }): Steps<RetainedChannel[]> {
  const { retentionDays } = yield* settings();
  return yield* all<RetainedChannel>(
    `SELECT id, CASE retention_days WHEN 0 THEN ?1 ELSE retention_days END AS days FROM channels
     WHERE id > ?2 AND (retention_days > 0 OR ?1 > 0) ORDER BY id LIMIT ?3`,
    retentionDays,
    args.after,
    args.limit,
  );
}
