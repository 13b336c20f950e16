import { type Init, LIMITS, type MessagePage } from "@hubbub/protocol";

import { all, EventKind, first, type Steps } from "../../sql/steps.ts";
import { type EncodedPage, encodedReply } from "./encoded-reply.ts";
import { messageStates } from "./message-states.ts";

export interface MessagesQuery {
  channel: number;
  /** Seq of a thread's root: its replies; 0: what is shown in the channel. */
  thread: number;
  /** At most one of the three is not 0; none: the newest. */
  before: number;
  after: number;
  around: number;
  limit: number;
}

const { MESSAGE, REPLY, DELETED_MESSAGE, DELETED_REPLY } = EventKind;
/** Past every seq. */
const END = Number.MAX_SAFE_INTEGER;

/** A page of messages as they read now; undefined if there is no such channel. */
export function* listMessages(query: MessagesQuery): Steps<EncodedPage | undefined> {
  const { channel, thread, before, after, around, limit } = query;
  const log = yield* logOf(channel);
  if (log === undefined) return undefined;
  const pieces: Init<MessagePage>["messages"][] = [];
  if (around !== 0) {
    const earlier = Math.floor(limit / 2);
    pieces.push(yield* older(query, around, earlier, LIMITS.pageBytes / 2));
    pieces.push(yield* newer(query, around - 1, limit - earlier, LIMITS.pageBytes / 2));
  } else if (before === 0 && after !== 0) pieces.push(yield* newer(query, after, limit, LIMITS.pageBytes));
  else pieces.push(yield* older(query, before === 0 ? END : before, limit, LIMITS.pageBytes));
  const messages = pieces.flatMap((piece) => piece ?? []);
  // Of an empty page the edge is where it was asked for.
  const edge = before || around || (after === 0 ? END : after + 1);
  const [from, to] = [messages[0]?.seq ?? edge, messages.at(-1)?.seq ?? edge - 1];
  const page: Init<MessagePage> = {
    channel,
    ...log,
    thread,
    messages,
    moreBefore: (yield* seqsBefore(query, from, 1)).length > 0,
    moreAfter: (yield* seqsAfter(query, to, 1)).length > 0,
  };
  return { head: log.head, ...encodedReply({ case: "messages", value: page }) };
}

type Part = Pick<MessagesQuery, "channel" | "thread">;

function* older(part: Part, before: number, limit: number, bytes: number) {
  const states = yield* messageStates(part.channel, yield* seqsBefore(part, before, limit), bytes);
  return states.toReversed();
}

function* newer(part: Part, after: number, limit: number, bytes: number) {
  return yield* messageStates(part.channel, yield* seqsAfter(part, after, limit), bytes);
}

/** Seqs of messages before one, the nearest first. */
function* seqsBefore(part: Part, before: number, limit: number): Steps<number[]> {
  return yield* seqs(part, "seq < ?2 ORDER BY seq DESC", before, limit);
}

function* seqsAfter(part: Part, after: number, limit: number): Steps<number[]> {
  return yield* seqs(part, "seq > ?2 ORDER BY seq", after, limit);
}

function* seqs({ channel, thread }: Part, condition: string, seq: number, limit: number): Steps<number[]> {
  const found =
    thread === 0
      ? yield* all<{ seq: number }>(
          `SELECT seq FROM events WHERE channel = ?1 AND kind IN (${MESSAGE}, ${DELETED_MESSAGE})
           AND ${condition} LIMIT ?3`,
          channel,
          seq,
          limit,
        )
      : yield* all<{ seq: number }>(
          `SELECT seq FROM events WHERE channel = ?1 AND thread = ?4 AND thread IS NOT NULL
           AND kind IN (${MESSAGE}, ${REPLY}, ${DELETED_MESSAGE}, ${DELETED_REPLY}) AND ${condition} LIMIT ?3`,
          channel,
          seq,
          limit,
          thread,
        );
  return found.map((row) => row.seq);
}

/** Where a channel's log stands; undefined if there is no such channel. */
export function* logOf(channel: number): Steps<{ epoch: number; head: number } | undefined> {
  return yield* first<{ epoch: number; head: number }>(
    `SELECT epoch, coalesce((SELECT max(seq) FROM events WHERE channel = ?1), 0) AS head FROM channels WHERE id = ?1`,
    channel,
  );
}
