import { decodeEntry, encodeEntry, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { EventKind, first, run, type Steps } from "../../sql/steps.ts";
import type { AppendResult } from "../../store.ts";
import { settings } from "../settings.ts";
import { followUnasked } from "./follow.ts";
import { type MentionPlaces, noteMentions, resolveMentions } from "./mentions.ts";
import { liveMessage, type MessageRow, sentBefore } from "./message-rows.ts";

const MINUTE_MS = 60_000;

export interface MessageEdit {
  channel: number;
  seq: number;
  user: number;
  text: string;
  clientId: string;
  places: MentionPlaces;
  mayMentionAll: boolean;
  at: number;
}

/** Changes the text of an own message; the seq of the event that tells it, 0 if it reads so already. */
export function* editMessage(edit: MessageEdit): Steps<number> {
  const { channel, seq, user, text, clientId, at } = edit;
  const before = yield* sentBefore(edit, "editMessage.clientId");
  if (before) return before.seq;
  const message = yield* liveMessage(channel, seq, "editMessage.seq");
  yield* checkEditable(message, edit);
  const { count, last } = yield* editsOf(channel, seq);
  if ((yield* textOf(message, last)) === text) return 0;
  if (count >= LIMITS.editsPerMessage) {
    const limit = LIMITS.editsPerMessage;
    throw new Refusal("too_large", `A message can be edited ${limit} times at most.`, { limit });
  }
  const mentions = yield* resolveMentions(edit);
  const entry = encodeEntry({ at, user, body: { case: "edited", value: { seq, text, ...mentions } } });
  const event = { channel, user, entry, kind: EventKind.OTHER, thread: 0 };
  const result = (yield { do: "append-once", event, clientId, at }) as AppendResult;
  if (result.outcome === "barred") {
    throw new Refusal("forbidden", "You were kept from writing in this channel just now.");
  }
  if (result.outcome !== "appended") throw new Error("a client id was taken that had not been");
  yield* run("INSERT INTO edits (channel, seq, event) VALUES (?1, ?2, ?3)", channel, seq, result.seq);
  const named = yield* noteMentions({ channel, seq, thread: message.thread, user, at }, mentions);
  if (message.thread !== 0) yield* followUnasked(named, { channel, root: message.thread }, seq - 1);
  return result.seq;
}

function* checkEditable(message: MessageRow, { user, text, at }: MessageEdit): Steps<void> {
  if (message.user !== user || message.message.alias) {
    throw new Refusal("forbidden", "You can edit your own messages only.");
  }
  if (text === "" && message.message.files.length === 0) {
    throw new Refusal("invalid", "A message needs a text. Delete it instead.", {
      field: "editMessage.text",
      limit: 1,
    });
  }
  const { editMinutes } = yield* settings();
  if (editMinutes !== 0 && at - message.at > editMinutes * MINUTE_MS) {
    const details = { limit: editMinutes };
    throw new Refusal("forbidden", `Messages can be edited for ${editMinutes} minutes here.`, details);
  }
}

/** How often a message was edited, and the event of the last time; 0: never. */
function* editsOf(channel: number, seq: number): Steps<{ count: number; last: number }> {
  const row = yield* first<{ count: number; last: number }>(
    "SELECT count(*) AS count, coalesce(max(event), 0) AS last FROM edits WHERE channel = ?1 AND seq = ?2",
    channel,
    seq,
  );
  return row ?? { count: 0, last: 0 };
}

/** What a message says now, by the event of its last edit. */
function* textOf({ channel, message }: MessageRow, last: number): Steps<string> {
  if (last === 0) return message.text;
  const row = yield* first<{ entry: Uint8Array }>(
    "SELECT entry FROM events WHERE channel = ?1 AND seq = ?2",
    channel,
    last,
  );
  const body = row && decodeEntry(channel, last, row.entry).body;
  return body?.case === "edited" ? body.value.text : message.text;
}
