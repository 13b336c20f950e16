import { all, changes, first, run, type SentEvent, type Steps } from "../../sql/steps.ts";
import { Following, type ThreadKey, threadKey } from "../messages/follow.ts";
import { FeedChanges } from "./feed-changes.ts";
import { importedId, IMPORTER, isFirstImport, type SourceKey } from "./imported.ts";

/** How far a member has read a channel, or one of its threads. */
export interface ImportedCursor {
  user: number;
  /** Client id of the last message that was read; empty: none. */
  message: string;
  /** Of the thread's root, and whether the user follows it. */
  thread?: { clientId: string; following: number } | undefined;
}

/** Sets cursors of a source's channel, until it is ended. Who is no member is left out. */
export function* importCursors(
  args: SourceKey & { channel: number; cursors: readonly ImportedCursor[] },
): Steps<void> {
  const { channel } = args;
  if ((yield* importedId("end", args)) !== undefined) return;
  const changed = new FeedChanges();
  for (const { user, message, thread } of args.cursors) {
    const read = message === "" ? 0 : yield* seqOf(channel, message);
    if (thread === undefined) {
      if (yield* setCursor(channel, user, read)) changed.add(user, "channel", String(channel));
      continue;
    }
    const root = yield* seqOf(channel, thread.clientId);
    if (root === 0) continue;
    yield* setFollow({ channel, root }, user, thread.following, read);
    changed.add(user, "thread", threadKey({ channel, root }));
  }
  yield* changed.write();
}

function* setCursor(channel: number, user: number, read: number): Steps<boolean> {
  return yield* changes(
    "UPDATE members SET read = ?3 WHERE channel = ?1 AND user = ?2 RETURNING user",
    channel,
    user,
    read,
  );
}

function* setFollow(
  { channel, root }: ThreadKey,
  user: number,
  following: number,
  read: number,
): Steps<void> {
  yield* run(
    `INSERT INTO thread_follows (user, channel, root, following, read) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (user, channel, root) DO UPDATE SET following = excluded.following, read = excluded.read`,
    user,
    channel,
    root,
    following,
    read,
  );
}

function* seqOf(channel: number, clientId: string): Steps<number> {
  const sent = (yield { do: "sent", user: IMPORTER, clientId }) as SentEvent | undefined;
  return sent?.channel === channel ? sent.seq : 0;
}

/** Threads at a time, so that no transaction is long. */
const THREADS = 1000;

/**
 * Lets who has begun a thread, written in it or is mentioned in it follow it, as if they had read all of it. Threads
 * after the root `after`, some at a time: the last one's root, 0 when all are done.
 */
export function* importFollows({ channel, after }: { channel: number; after: number }): Steps<number> {
  const threads = yield* all<{ root: number; last_seq: number }>(
    "SELECT root, last_seq FROM threads WHERE channel = ?1 AND root > ?2 ORDER BY root LIMIT ?3",
    channel,
    after,
    THREADS,
  );
  const followed = new FeedChanges();
  for (const { root, last_seq: read } of threads) {
    const added = yield* all<{ user: number }>(
      `INSERT INTO thread_follows (user, channel, root, following, read)
       SELECT user, ?1, ?2, ${Following.YES}, ?3 FROM members WHERE channel = ?1 AND user IN (
         SELECT user FROM thread_authors WHERE channel = ?1 AND root = ?2
         UNION ALL SELECT user FROM events WHERE channel = ?1 AND seq = ?2
         UNION ALL SELECT user FROM mentions WHERE channel = ?1 AND seq IN (
           SELECT seq FROM events WHERE channel = ?1 AND thread = ?2 AND thread IS NOT NULL))
       ON CONFLICT DO NOTHING RETURNING user`,
      channel,
      root,
      read,
    );
    for (const { user } of added) followed.add(user, "thread", threadKey({ channel, root }));
  }
  yield* followed.write();
  return threads.length < THREADS ? 0 : threads.at(-1)!.root;
}

/** Nothing more comes of a channel, for this time: with `readAll` its members have read it up to the end, the first time. */
export function* endImport(args: SourceKey & { channel: number; readAll: boolean }): Steps<void> {
  const { channel, readAll } = args;
  if (!(yield* isFirstImport("end", args, channel)) || !readAll) return;
  const row = yield* first<{ head: number }>(
    "SELECT coalesce(max(seq), 0) AS head FROM events WHERE channel = ?1",
    channel,
  );
  const moved = yield* all<{ user: number }>(
    "UPDATE members SET read = ?2 WHERE channel = ?1 AND read < ?2 RETURNING user",
    channel,
    row?.head ?? 0,
  );
  const changed = new FeedChanges();
  for (const { user } of moved) changed.add(user, "channel", String(channel));
  yield* changed.write();
}
