import type { AuditEntry } from "@hubbub/protocol";

import { all, type Steps } from "../../sql/steps.ts";

export interface ListAudit {
  /** 0: all of the server. */
  channel: number;
  /** Ids below this one; 0: from the newest. */
  before: number;
  limit: number;
  /** What its name begins with; empty: all. */
  action: string;
}

/** What was done, the newest first. */
export function* listAudit({ channel, before, limit, action }: ListAudit): Steps<AuditEntry[]> {
  const where = channel === 0 ? "?1 = 0" : "channel = ?1";
  const begins = "substr(action, 1, length(CAST(?4 AS TEXT))) = CAST(?4 AS TEXT)";
  return yield* all<AuditEntry>(
    `SELECT id, at, actor, action, channel, target, detail FROM audit
     WHERE ${where} AND (?2 = 0 OR id < ?2) AND ${begins} ORDER BY id DESC LIMIT ?3`,
    channel,
    before,
    limit,
    action,
  );
}
