import type { Init, MessageState, Thread } from "@hubbub/protocol";

import { all, EventKind, first, type Param, type Steps } from "../../sql/steps.ts";
import { threadCountsAfter } from "../reading/unread.ts";
import { type EncodedReply, encodedReply } from "./encoded-reply.ts";
import { Following } from "./follow.ts";
import { messageStates } from "./message-states.ts";

export interface ThreadsQuery {
  user: number;
  /** 0: the followed ones of all of the user's channels. */
  channel: number;
  /** Time of the newest reply: threads whose own is older; 0: from the newest. */
  before: number;
  /** A page has some more if several have their newest reply at the same time. */
  limit: number;
  /** Followed ones with replies that the user has not read. */
  unreadOnly: boolean;
}

interface ThreadRow {
  channel: number;
  root: number;
  last_at: number;
  following: number | null;
  read: number | null;
}

/** Threads by their newest reply, the newest first, with what the user has not read of those that they follow. */
export function* listThreads(query: ThreadsQuery): Steps<EncodedReply> {
  const { user, limit } = query;
  const oldest = yield* first<{ last_at: number }>(
    `SELECT t.last_at ${from(query)} ORDER BY t.last_at DESC LIMIT 1 OFFSET ?4`,
    ...params(query),
    limit - 1,
  );
  const rows = yield* all<ThreadRow>(
    `SELECT t.channel, t.root, t.last_at, f.following, f.read ${from(query)} AND t.last_at >= ?4
     ORDER BY t.last_at DESC, t.channel, t.root`,
    ...params(query),
    oldest?.last_at ?? 0,
  );
  const more =
    oldest &&
    (yield* first(
      `SELECT t.root ${from(query)} AND t.last_at < ?4 LIMIT 1`,
      ...params(query),
      oldest.last_at,
    ));
  const roots = yield* rootsOf(rows);
  const threads: Init<Thread>[] = [];
  for (const { channel, root, following, read } of rows) {
    const isFollowing = following === Following.YES;
    const counts = isFollowing
      ? yield* threadCountsAfter(user, { channel, root, read: read ?? 0 })
      : undefined;
    threads.push({
      channel,
      root: roots.get(`${channel}:${root}`),
      following: isFollowing,
      read: read ?? 0,
      unread: counts?.messages,
      mentions: counts?.mentions,
    });
  }
  return encodedReply({ case: "threads", value: { threads, more: more !== undefined } });
}

const params = ({ user, channel, before }: ThreadsQuery): [user: Param, channel: Param, before: Param] => [
  user,
  channel,
  before,
];

/** Which threads, from FROM on. */
function from({ channel, unreadOnly }: ThreadsQuery): string {
  const follows = "thread_follows AS f ON f.user = ?1 AND f.channel = t.channel AND f.root = t.root";
  const place =
    channel === 0
      ? `FROM threads AS t JOIN ${follows} AND f.following = ${Following.YES}
       JOIN members AS m ON m.channel = t.channel AND m.user = ?1 WHERE ?2 = 0`
      : `FROM threads AS t LEFT JOIN ${follows} WHERE t.channel = ?2`;
  const unread = unreadOnly
    ? `AND f.following = ${Following.YES} AND t.last_seq > f.read AND EXISTS (
         SELECT 1 FROM events AS e WHERE e.channel = t.channel AND e.thread = t.root AND e.seq > f.read
         AND e.user <> ?1 AND e.kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY}))`
    : "";
  return `${place} AND (?3 = 0 OR t.last_at < ?3) ${unread}`;
}

function* rootsOf(rows: readonly ThreadRow[]): Steps<ReadonlyMap<string, Init<MessageState>>> {
  const roots = new Map<string, Init<MessageState>>();
  for (const [channel, own] of Map.groupBy(rows, (row) => row.channel)) {
    const seqs = own.map(({ root }) => root);
    for (const state of yield* messageStates(channel, seqs, Infinity))
      roots.set(`${channel}:${state.seq}`, state);
  }
  return roots;
}
