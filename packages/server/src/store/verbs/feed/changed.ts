import { first, run, type Steps } from "../../sql/steps.ts";
import { FEED_ITEMS, type FeedKind } from "./items.ts";

/**
 * Gives one of a user's own things, which has just been changed, the next version of the user's feed, and has it told
 * to the user's sessions. To be called after every change of such a thing.
 */
export function* changed(user: number, kind: FeedKind, key: string | number): Steps<void> {
  const row = yield* first<{ version: number }>(
    "UPDATE users SET version = version + 1 WHERE id = ?1 RETURNING version",
    user,
  );
  if (row === undefined) throw new Error(`user ${user} has no feed`);
  yield* run(
    `INSERT INTO user_changes (user, kind, key, version) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (user, kind, key) DO UPDATE SET version = excluded.version`,
    user,
    kind,
    String(key),
    row.version,
  );
  const body = yield* FEED_ITEMS[kind](user, String(key));
  yield { do: "tell", user, event: { version: row.version, body } };
}
