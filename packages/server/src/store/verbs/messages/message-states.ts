import {
  decodeEntry,
  type Event,
  type Init,
  type Message,
  type MessageState,
  type Reaction,
  type ThreadSummary,
} from "@hubbub/protocol";

import { all, list, listed, type Steps } from "../../sql/steps.ts";
import { SUMMARY_USERS } from "./threads.ts";

/** About what one user of a reaction takes in a page, in bytes. */
const REACTION_BYTES = 4;

/**
 * Messages of a channel as they read now, in the order of `seqs`: as many of the first ones as fit into `maxBytes`, at
 * least one. All have to be messages. So many statements whatever the number of messages, none of which
 * reads a byte of other events.
 */
export function* messageStates(
  channel: number,
  seqs: readonly number[],
  maxBytes: number,
): Steps<Init<MessageState>[]> {
  const edits = yield* newestOf("edits", channel, seqs);
  const previews = yield* newestOf("previews", channel, seqs);
  const kept = yield* within(channel, seqs, maxBytes, [edits, previews]);
  const parts = kept.flatMap((seq) => [edits.get(seq) ?? [], previews.get(seq) ?? []].flat());
  const events = yield* eventsAt(channel, [...kept, ...parts]);
  const reactions = yield* reactionsOf(channel, kept);
  const pins = yield* pinsOf(channel, kept);
  const threads = yield* summariesOf(channel, kept);
  return kept.map((seq) => {
    const event = events.get(seq);
    if (event?.body.case !== "message") throw new Error(`event ${seq} of channel ${channel} is no message`);
    const edit = events.get(edits.get(seq) ?? 0);
    const preview = events.get(previews.get(seq) ?? 0)?.body;
    return {
      seq,
      at: event.at,
      user: event.user,
      message: edited(event.body.value, edit?.body),
      editedAt: edit?.at,
      reactions: reactions.get(seq),
      replies: threads.get(seq),
      pinnedAt: pins.get(seq)?.at,
      pinnedBy: pins.get(seq)?.user,
      previews: preview?.case === "previews" ? preview.value.previews : [],
    };
  });
}

function edited(message: Message, edit: Event["body"] | undefined): Init<Message> {
  if (edit?.case !== "edited") return message;
  const { text, mentions, mentionsChannel, mentionsHere } = edit.value;
  return { ...message, text, mentions, mentionsChannel, mentionsHere };
}

/** The newest event of each message that has one, from a table of such events. */
function* newestOf(
  table: "edits" | "previews",
  channel: number,
  seqs: readonly number[],
): Steps<ReadonlyMap<number, number>> {
  const rows = yield* all<{ seq: number; event: number }>(
    `SELECT seq, max(event) AS event FROM ${table} WHERE channel = ?1 AND seq IN ${listed(2)} GROUP BY seq`,
    channel,
    list(seqs),
  );
  return new Map(rows.map(({ seq, event }) => [seq, event]));
}

/** The first of these messages whose bytes are within the bound, always one. */
function* within(
  channel: number,
  seqs: readonly number[],
  maxBytes: number,
  parts: readonly ReadonlyMap<number, number>[],
): Steps<number[]> {
  const events = [...seqs, ...parts.flatMap((part) => [...part.values()])];
  const sizes = yield* all<{ seq: number; bytes: number }>(
    `SELECT seq, length(entry) AS bytes FROM events WHERE channel = ?1 AND seq IN ${listed(2)}`,
    channel,
    list(events),
  );
  const counts = yield* all<{ seq: number; count: number }>(
    `SELECT seq, count(*) AS count FROM reactions WHERE channel = ?1 AND seq IN ${listed(2)} GROUP BY seq`,
    channel,
    list(seqs),
  );
  const bytesOf = new Map(sizes.map(({ seq, bytes }) => [seq, bytes]));
  const countOf = new Map(counts.map(({ seq, count }) => [seq, count]));
  let room = maxBytes;
  const fitting = seqs.findIndex((seq) => {
    for (const part of [seq, ...parts.map((of) => of.get(seq) ?? 0)]) room -= bytesOf.get(part) ?? 0;
    room -= (countOf.get(seq) ?? 0) * REACTION_BYTES;
    return room < 0;
  });
  return fitting < 0 ? [...seqs] : seqs.slice(0, Math.max(fitting, 1));
}

function* eventsAt(channel: number, seqs: readonly number[]): Steps<ReadonlyMap<number, Event>> {
  const rows = yield* all<{ seq: number; entry: Uint8Array }>(
    `SELECT seq, entry FROM events WHERE channel = ?1 AND seq IN ${listed(2)}`,
    channel,
    list(seqs),
  );
  return new Map(rows.map(({ seq, entry }) => [seq, decodeEntry(channel, seq, entry)]));
}

function* reactionsOf(
  channel: number,
  seqs: readonly number[],
): Steps<ReadonlyMap<number, Init<Reaction>[]>> {
  const rows = yield* all<{ seq: number; emoji: string; user: number }>(
    `SELECT seq, emoji, user FROM reactions WHERE channel = ?1 AND seq IN ${listed(2)} ORDER BY seq, first, event`,
    channel,
    list(seqs),
  );
  const found = new Map<number, { emoji: string; users: number[] }[]>();
  for (const { seq, emoji, user } of rows) {
    const reactions = found.get(seq) ?? [];
    found.set(seq, reactions);
    const last = reactions.at(-1);
    if (last?.emoji === emoji) last.users.push(user);
    else reactions.push({ emoji, users: [user] });
  }
  return found;
}

function* pinsOf(
  channel: number,
  seqs: readonly number[],
): Steps<ReadonlyMap<number, { at: number; user: number }>> {
  const rows = yield* all<{ seq: number; at: number; user: number }>(
    `SELECT seq, at, user FROM pins WHERE channel = ?1 AND seq IN ${listed(2)}`,
    channel,
    list(seqs),
  );
  return new Map(rows.map((row) => [row.seq, row]));
}

function* summariesOf(
  channel: number,
  seqs: readonly number[],
): Steps<ReadonlyMap<number, Init<ThreadSummary>>> {
  const rows = yield* all<{ root: number; replies: number; last_seq: number; last_at: number }>(
    `SELECT root, replies, last_seq, last_at FROM threads WHERE channel = ?1 AND root IN ${listed(2)}`,
    channel,
    list(seqs),
  );
  if (rows.length === 0) return new Map();
  const authors = yield* all<{ root: number; user: number }>(
    `SELECT root, user FROM (
       SELECT root, user, row_number() OVER (PARTITION BY root ORDER BY user) AS place
       FROM thread_authors WHERE channel = ?1 AND root IN ${listed(2)}) AS ranked
     WHERE place <= ${SUMMARY_USERS} ORDER BY root, user`,
    channel,
    list(rows.map(({ root }) => root)),
  );
  const users = Map.groupBy(authors, ({ root }) => root);
  return new Map(
    rows.map(({ root, replies: count, last_seq: lastSeq, last_at: lastAt }) => [
      root,
      { count, lastSeq, lastAt, users: users.get(root)?.map(({ user }) => user) ?? [] },
    ]),
  );
}
