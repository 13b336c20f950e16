import { changes, first, run, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";
import { showsReceipts } from "./receipts.ts";

export interface MarkReadArgs {
  user: number;
  channel: number;
  /** Seq of a thread's root; 0: the channel's own cursor. */
  thread: number;
  seq: number;
  /** Whether the cursor may go back. */
  back: boolean;
}

/** What became of a cursor. */
export interface Moved {
  /** The cursor now; undefined if it stayed where it was. */
  read: number | undefined;
  /** Whether the other members see it. */
  shown: boolean;
}

/** Sets a read cursor, up to the end of the log. The user has to be a member. */
export function* markRead({ user, channel, thread, seq, back }: MarkReadArgs): Steps<Moved> {
  const head = yield* first<{ head: number | null }>(
    "SELECT max(seq) AS head FROM events WHERE channel = ?1",
    channel,
  );
  const read = Math.min(seq, head?.head ?? 0);
  if (thread !== 0) {
    yield* markThread({ user, channel, thread, seq: read, back });
    return { read: undefined, shown: false };
  }
  const moved = yield* changes(
    `UPDATE members SET read = ?3 WHERE channel = ?1 AND user = ?2 AND (read < ?3 OR (?4 = 1 AND read <> ?3))
     RETURNING user`,
    channel,
    user,
    read,
    Number(back),
  );
  if (!moved) return { read: undefined, shown: false };
  yield* changed(user, "channel", channel);
  return { read, shown: yield* showsReceipts(channel, user) };
}

/** A thread that the user doesn't follow gets a cursor, too, and stays unfollowed. */
function* markThread({ user, channel, thread, seq, back }: MarkReadArgs): Steps<void> {
  const moved = yield* changes(
    `INSERT INTO thread_follows (user, channel, root, following, read)
     SELECT ?1, ?2, root, 0, ?4 FROM threads WHERE channel = ?2 AND root = ?3
     ON CONFLICT (user, channel, root) DO UPDATE SET read = excluded.read
     WHERE thread_follows.read < excluded.read OR (?5 = 1 AND thread_follows.read <> excluded.read)
     RETURNING user`,
    user,
    channel,
    thread,
    seq,
    Number(back),
  );
  if (moved) yield* changed(user, "thread", `${channel}:${thread}`);
}

export interface MarkAllReadArgs {
  user: number;
  /** How many cursors to set at most; the rest is for the next call. */
  limit: number;
}

/** Sets cursors of channels and followed threads to the end; whether there are more that are behind. */
export function* markAllRead({ user, limit }: MarkAllReadArgs): Steps<boolean> {
  const channels = (yield {
    do: "query",
    sql: `SELECT channel, head FROM (
            SELECT members.channel, members.read,
                   (SELECT max(seq) FROM events WHERE events.channel = members.channel) AS head
            FROM members WHERE user = ?1) AS cursors
          WHERE read < head ORDER BY channel LIMIT ?2`,
    params: [user, limit],
  }) as { channel: number; head: number }[];
  for (const { channel, head } of channels) {
    yield* run("UPDATE members SET read = ?3 WHERE channel = ?1 AND user = ?2", channel, user, head);
    yield* changed(user, "channel", channel);
  }
  const threads = (yield {
    do: "query",
    sql: `SELECT f.channel, f.root, t.last_seq FROM thread_follows AS f
          JOIN threads AS t ON t.channel = f.channel AND t.root = f.root
          WHERE f.user = ?1 AND f.following = 1 AND f.read < t.last_seq ORDER BY f.channel, f.root LIMIT ?2`,
    params: [user, limit],
  }) as { channel: number; root: number; last_seq: number }[];
  for (const { channel, root, last_seq: seq } of threads) {
    yield* markThread({ user, channel, thread: root, seq, back: false });
  }
  return channels.length === limit || threads.length === limit;
}
