import type { Init, UserChanges, UserEvent } from "@hubbub/protocol";

import { all, first, type Steps } from "../../sql/steps.ts";
import { FEED_ITEMS, type FeedKind } from "./items.ts";

interface Change {
  kind: FeedKind;
  key: string;
  version: number;
}

/** What of a user's own is newer than a version, each thing in its present state; at most `limit`. */
export function* syncUser(args: { user: number; after: number; limit: number }): Steps<Init<UserChanges>> {
  const { user, after, limit } = args;
  const { version } = (yield* first<{ version: number }>(
    "SELECT version FROM users WHERE id = ?1",
    user,
  )) ?? {
    version: 0,
  };
  const rows = yield* all<Change>(
    `SELECT kind, key, version FROM user_changes WHERE user = ?1 AND version > ?2 ORDER BY version LIMIT ?3`,
    user,
    after,
    limit + 1,
  );
  const events: Init<UserEvent>[] = [];
  for (const row of rows.slice(0, limit)) {
    events.push({ version: row.version, body: yield* FEED_ITEMS[row.kind](user, row.key) });
  }
  return { events, more: rows.length > limit, version };
}
