import { decodeEntry, type Init, type MessageState } from "@hubbub/protocol";

import { all, EventKind, list, listed, type Steps } from "../../sql/steps.ts";
import { messageStates } from "../messages/message-states.ts";

export interface ExportedMessage {
  state: Init<MessageState>;
  /** Of an edited message all that it has said, the first first. */
  versions: { at: number; text: string }[];
  /** In the order in which they are shown. */
  reactions: { emoji: string; user: number; at: number }[];
}

/** Messages of a channel by seq, deleted ones too, after one of them. */
export function* exportMessages(args: {
  channel: number;
  after: number;
  limit: number;
}): Steps<ExportedMessage[]> {
  const { channel } = args;
  const rows = yield* all<{ seq: number }>(
    `SELECT seq FROM events WHERE channel = ?1 AND seq > ?2 AND kind <> ${EventKind.OTHER} ORDER BY seq LIMIT ?3`,
    channel,
    args.after,
    args.limit,
  );
  const seqs = rows.map(({ seq }) => seq);
  const states = yield* messageStates(channel, seqs, Infinity);
  const edited = states.flatMap(({ seq, editedAt }) => (editedAt ? (seq ?? []) : []));
  const versions = edited.length > 0 ? yield* versionsOf(channel, edited) : undefined;
  const reacted = states.flatMap(({ seq, reactions }) => (reactions?.length ? (seq ?? []) : []));
  const reactions = reacted.length > 0 ? yield* reactionsOf(channel, reacted) : undefined;
  return states.map((state) => ({
    state,
    versions: versions?.get(state.seq ?? 0) ?? [],
    reactions: reactions?.get(state.seq ?? 0) ?? [],
  }));
}

interface Part {
  seq: number;
  event: number;
  entry: Uint8Array;
}

function* versionsOf(
  channel: number,
  seqs: readonly number[],
): Steps<Map<number, ExportedMessage["versions"]>> {
  const parts = yield* all<Part>(
    `SELECT seq, seq AS event, entry FROM events WHERE channel = ?1 AND seq IN ${listed(2)}
     UNION ALL
     SELECT edits.seq, edits.event, events.entry FROM edits
     JOIN events ON events.channel = ?1 AND events.seq = edits.event
     WHERE edits.channel = ?1 AND edits.seq IN ${listed(2)} ORDER BY 1, 2`,
    channel,
    list(seqs),
  );
  const versions = new Map<number, ExportedMessage["versions"]>();
  for (const { seq, event, entry } of parts) {
    const { at, body } = decodeEntry(channel, event, entry);
    if (body.case !== "message" && body.case !== "edited") continue;
    const known = versions.get(seq) ?? [];
    known.push({ at, text: body.value.text });
    versions.set(seq, known);
  }
  return versions;
}

function* reactionsOf(
  channel: number,
  seqs: readonly number[],
): Steps<Map<number, ExportedMessage["reactions"]>> {
  const rows = yield* all<Part & { emoji: string; user: number }>(
    `SELECT reactions.seq, reactions.emoji, reactions.user, reactions.event, events.entry FROM reactions
     JOIN events ON events.channel = ?1 AND events.seq = reactions.event
     WHERE reactions.channel = ?1 AND reactions.seq IN ${listed(2)}
     ORDER BY reactions.seq, reactions.first, reactions.event`,
    channel,
    list(seqs),
  );
  const reactions = new Map<number, ExportedMessage["reactions"]>();
  for (const { seq, emoji, user, event, entry } of rows) {
    const known = reactions.get(seq) ?? [];
    known.push({ emoji, user, at: decodeEntry(channel, event, entry).at });
    reactions.set(seq, known);
  }
  return reactions;
}
