import { decodeEntry, type Init, type ThreadSummary } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { all, EventKind, first, run, type Steps } from "../../sql/steps.ts";
import type { ThreadKey } from "./follow.ts";
import { liveMessage, type MessageRow } from "./message-rows.ts";

/** Authors that a summary names. */
export const SUMMARY_USERS = 10;

/** The message that replies go to. Refuses what is no message, deleted, or a reply itself. */
export function* threadRoot(channel: number, seq: number, field: string): Steps<MessageRow> {
  const root = yield* liveMessage(channel, seq, field);
  if (root.thread === 0) return root;
  const message = `Message ${seq} is a reply itself: reply to message ${root.thread}, where the thread begins.`;
  throw new Refusal("invalid", message, { field });
}

/** Counts a reply that was just added. */
export function* countReply(
  { channel, root }: ThreadKey,
  reply: { seq: number; user: number; at: number },
): Steps<void> {
  yield* run(
    `INSERT INTO threads (channel, root, replies, last_seq, last_at) VALUES (?1, ?2, 1, ?3, ?4)
     ON CONFLICT (channel, root) DO UPDATE SET replies = threads.replies + 1, last_seq = ?3, last_at = ?4`,
    channel,
    root,
    reply.seq,
    reply.at,
  );
  yield* run(
    `INSERT INTO thread_authors (channel, root, user, replies) VALUES (?1, ?2, ?3, 1)
     ON CONFLICT (channel, root, user) DO UPDATE SET replies = thread_authors.replies + 1`,
    channel,
    root,
    reply.user,
  );
}

/** Takes a reply that was just deleted out of the count; what is left of the thread. */
export function* uncountReply({ channel, root }: ThreadKey, user: number): Steps<Init<ThreadSummary>> {
  yield* run(
    "UPDATE thread_authors SET replies = replies - 1 WHERE channel = ?1 AND root = ?2 AND user = ?3",
    channel,
    root,
    user,
  );
  yield* run("DELETE FROM thread_authors WHERE channel = ?1 AND root = ?2 AND replies = 0", channel, root);
  const last = yield* first<{ seq: number; entry: Uint8Array }>(
    `SELECT seq, entry FROM events WHERE channel = ?1 AND thread = ?2 AND thread IS NOT NULL
       AND kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY}) ORDER BY seq DESC LIMIT 1`,
    channel,
    root,
  );
  if (last === undefined) {
    yield* run("DELETE FROM threads WHERE channel = ?1 AND root = ?2", channel, root);
    return {};
  }
  yield* run(
    "UPDATE threads SET replies = replies - 1, last_seq = ?3, last_at = ?4 WHERE channel = ?1 AND root = ?2",
    channel,
    root,
    last.seq,
    decodeEntry(channel, last.seq, last.entry).at,
  );
  return (yield* summaryOf(channel, root)) ?? {};
}

/** What is said of a thread beside its root; undefined without replies. */
function* summaryOf(channel: number, root: number): Steps<Init<ThreadSummary> | undefined> {
  const row = yield* first<{ replies: number; last_seq: number; last_at: number }>(
    "SELECT replies, last_seq, last_at FROM threads WHERE channel = ?1 AND root = ?2",
    channel,
    root,
  );
  if (row === undefined) return undefined;
  const authors = yield* all<{ user: number }>(
    "SELECT user FROM thread_authors WHERE channel = ?1 AND root = ?2 ORDER BY user LIMIT ?3",
    channel,
    root,
    SUMMARY_USERS,
  );
  return {
    count: row.replies,
    lastSeq: row.last_seq,
    lastAt: row.last_at,
    users: authors.map(({ user }) => user),
  };
}
