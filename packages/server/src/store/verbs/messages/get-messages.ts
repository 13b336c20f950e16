import { decodeEntry, type Edit, type Init, LIMITS } from "@hubbub/protocol";

import { all, EventKind, list, listed, type Steps } from "../../sql/steps.ts";
import { type EncodedPage, type EncodedReply, encodedReply } from "./encoded-reply.ts";
import { logOf } from "./list-messages.ts";
import { messageAt, noMessage } from "./message-rows.ts";
import { messageStates } from "./message-states.ts";

/** Messages by seq, ascending, as they read now; what is no message is left out. Undefined without such a channel. */
export function* getMessages(args: {
  channel: number;
  seqs: readonly number[];
}): Steps<EncodedPage | undefined> {
  const { channel } = args;
  const log = yield* logOf(channel);
  if (log === undefined) return undefined;
  const rows = yield* all<{ seq: number }>(
    `SELECT seq FROM events WHERE channel = ?1 AND seq IN ${listed(2)} AND kind <> ${EventKind.OTHER} ORDER BY seq`,
    channel,
    list(args.seqs),
  );
  const seqs = rows.map(({ seq }) => seq);
  const messages = yield* messageStates(channel, seqs, LIMITS.pageBytes);
  const value = { channel, ...log, messages, moreAfter: messages.length < seqs.length };
  return { head: log.head, ...encodedReply({ case: "messages", value }) };
}

/** A channel's pinned messages, the one that was pinned last first. Undefined without such a channel. */
export function* listPins({ channel }: { channel: number }): Steps<EncodedPage | undefined> {
  const log = yield* logOf(channel);
  if (log === undefined) return undefined;
  const rows = yield* all<{ seq: number }>(
    "SELECT seq FROM pins WHERE channel = ?1 ORDER BY event DESC",
    channel,
  );
  const seqs = rows.map(({ seq }) => seq);
  const messages = yield* messageStates(channel, seqs, Infinity);
  return { head: log.head, ...encodedReply({ case: "messages", value: { channel, ...log, messages } }) };
}

/** What an edited message said before, the oldest first. Refuses what is no message. */
export function* listEdits({ channel, seq }: { channel: number; seq: number }): Steps<EncodedReply> {
  const message = yield* messageAt(channel, seq);
  if (message === undefined) throw noMessage(channel, seq, "listEdits.seq");
  const versions: Init<Edit>[] = [];
  if (message !== "deleted") {
    versions.push({ at: message.at, text: message.message.text });
    const edits = yield* all<{ event: number; entry: Uint8Array }>(
      `SELECT edits.event, events.entry FROM edits JOIN events ON events.channel = ?1 AND events.seq = edits.event
       WHERE edits.channel = ?1 AND edits.seq = ?2 ORDER BY edits.event`,
      channel,
      seq,
    );
    for (const { event, entry } of edits) {
      const { at, body } = decodeEntry(channel, event, entry);
      if (body.case === "edited") versions.push({ at, text: body.value.text });
    }
  }
  return encodedReply({ case: "edits", value: { versions: versions.slice(0, -1) } });
}
