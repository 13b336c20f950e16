import type { Init, Unread, UnreadCounts } from "@hubbub/protocol";

import { all, EventKind, first, list, listed, type Steps } from "../../sql/steps.ts";

interface Cursor {
  channel: number;
  read: number;
  head: number;
}

/** What is unread in these channels of the user, or in all; and in followed threads. All of one snapshot. */
export function* unread(args: { user: number; channels: readonly number[] }): Steps<Init<UnreadCounts>> {
  const { user, channels } = args;
  const cursors = yield* all<Cursor>(
    `SELECT channel, read, coalesce((SELECT max(seq) FROM events WHERE events.channel = members.channel), 0) AS head
     FROM members WHERE user = ?1 AND (?2 = '[]' OR channel IN ${listed(2)}) ORDER BY channel`,
    user,
    list(channels),
  );
  const counts: Init<Unread>[] = [];
  for (const cursor of cursors) counts.push({ ...cursor, ...(yield* countsAfter(user, cursor)) });
  return { channels: counts, ...(yield* threadCounts(user)) };
}

function* countsAfter(user: number, { channel, read, head }: Cursor): Steps<Init<Unread>> {
  if (read >= head) return { messages: 0, mentions: 0 };
  const messages = yield* first<{ count: number }>(
    `SELECT count(*) AS count FROM events
     WHERE channel = ?1 AND seq > ?2 AND kind = ${EventKind.MESSAGE} AND user <> ?3`,
    channel,
    read,
    user,
  );
  const mentions = yield* first<{ count: number }>(
    `SELECT count(*) AS count FROM events
     WHERE channel = ?1 AND seq > ?2 AND kind = ${EventKind.MESSAGE} AND user <> ?3 AND seq IN (
       SELECT seq FROM mentions WHERE user IN (0, ?3) AND channel = ?1 AND seq > ?2)`,
    channel,
    read,
    user,
  );
  return { messages: messages?.count ?? 0, mentions: mentions?.count ?? 0 };
}

function* threadCounts(user: number): Steps<Pick<Init<UnreadCounts>, "threads" | "threadMentions">> {
  const behind = yield* all<{ channel: number; root: number; read: number }>(
    `SELECT f.channel, f.root, f.read FROM thread_follows AS f
     JOIN threads AS t ON t.channel = f.channel AND t.root = f.root
     JOIN members AS m ON m.channel = f.channel AND m.user = f.user
     WHERE f.user = ?1 AND f.following = 1 AND t.last_seq > f.read ORDER BY f.channel, f.root`,
    user,
  );
  let threads = 0;
  let threadMentions = 0;
  for (const thread of behind) {
    const { messages, mentions } = yield* threadCountsAfter(user, thread);
    if (messages > 0) threads++;
    threadMentions += mentions;
  }
  return { threads, threadMentions };
}

/** Replies of others in a thread after a cursor, and those among them that mention the user. */
export function* threadCountsAfter(
  user: number,
  { channel, root, read }: { channel: number; root: number; read: number },
): Steps<{ messages: number; mentions: number }> {
  const row = yield* first<{ messages: number; mentions: number }>(
    `SELECT count(*) AS messages, coalesce(sum(CASE WHEN seq IN (
       SELECT seq FROM mentions WHERE user IN (0, ?4) AND channel = ?1 AND seq > ?3) THEN 1 ELSE 0 END), 0) AS mentions
     FROM events WHERE channel = ?1 AND thread = ?2 AND seq > ?3 AND user <> ?4
       AND kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY})`,
    channel,
    root,
    read,
    user,
  );
  return row ?? { messages: 0, mentions: 0 };
}
