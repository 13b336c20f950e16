import type { AuditEntry } from "@hubbub/protocol";

import { all, type Steps } from "../../sql/steps.ts";

export interface ListAudit {
  /** 0: all of the server. */
  channel: number;
  /** Ids below this one; 0: from the newest. */
  before: number;
  limit: number;
}

/** What was done, the newest first. */
export function* listAudit({ channel, before, limit }: ListAudit): Steps<AuditEntry[]> {
  const where = channel === 0 ? "?1 = 0" : "channel = ?1";
  return yield* all<AuditEntry>(
    `SELECT id, at, actor, action, channel, target, detail FROM audit
     WHERE ${where} AND (?2 = 0 OR id < ?2) ORDER BY id DESC LIMIT ?3`,
    channel,
    before,
    limit,
  );
}
