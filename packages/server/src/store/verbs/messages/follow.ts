import { all, changes, list, listed, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";

/** What a user's row about a thread says. */
export const Following = {
  /** Not, though how far they have read it is known. */
  NO: 0,
  YES: 1,
  /** They have stopped: only they themselves begin again. */
  STOPPED: 2,
} as const;

export interface ThreadKey {
  channel: number;
  root: number;
}

export const threadKey = ({ channel, root }: ThreadKey): string => `${channel}:${root}`;

/** The user follows the thread from now on; who begins has read it up to `read`. */
export function* follow(user: number, thread: ThreadKey, read: number): Steps<void> {
  const isNew = yield* changes(
    `INSERT INTO thread_follows (user, channel, root, following, read) VALUES (?1, ?2, ?3, ${Following.YES}, ?4)
     ON CONFLICT (user, channel, root) DO UPDATE SET following = ${Following.YES},
       read = CASE WHEN thread_follows.read > excluded.read THEN thread_follows.read ELSE excluded.read END
     WHERE thread_follows.following <> ${Following.YES} RETURNING user`,
    user,
    thread.channel,
    thread.root,
    read,
  );
  if (isNew) yield* changed(user, "thread", threadKey(thread));
}

/** Members among these users follow the thread from now on, but for those who have stopped to. */
export function* followUnasked(users: readonly number[], thread: ThreadKey, read: number): Steps<void> {
  if (users.length === 0) return;
  const members = yield* all<{ user: number }>(
    `SELECT user FROM members WHERE channel = ?1 AND user IN ${listed(3)} AND user NOT IN (
       SELECT user FROM thread_follows WHERE channel = ?1 AND root = ?2 AND following <> ${Following.NO})
     ORDER BY user`,
    thread.channel,
    thread.root,
    list(users),
  );
  for (const { user } of members) yield* follow(user, thread, read);
}

/** The user follows the thread no more. */
export function* unfollow(user: number, thread: ThreadKey): Steps<void> {
  const was = yield* changes(
    `UPDATE thread_follows SET following = ${Following.STOPPED}
     WHERE user = ?1 AND channel = ?2 AND root = ?3 AND following = ${Following.YES} RETURNING user`,
    user,
    thread.channel,
    thread.root,
  );
  if (was) yield* changed(user, "thread", threadKey(thread));
}
