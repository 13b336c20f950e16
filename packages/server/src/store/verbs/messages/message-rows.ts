import { decodeEntry, type Message } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { EventKind, first, type SentEvent, type Steps } from "../../sql/steps.ts";

/** A message that was not deleted. */
export interface MessageRow {
  channel: number;
  seq: number;
  user: number;
  /** Shown in its channel; else in its thread alone. */
  shown: boolean;
  /** Seq of the root of its thread; 0: none. */
  thread: number;
  at: number;
  /** As it was sent: without its edits. */
  message: Message;
}

interface RawMessage {
  user: number;
  kind: EventKind;
  thread: number | null;
  entry: Uint8Array;
}

/** A message; "deleted" if it was, undefined if there is none at this place. */
export function* messageAt(channel: number, seq: number): Steps<MessageRow | "deleted" | undefined> {
  const row = yield* first<RawMessage>(
    "SELECT user, kind, thread, entry FROM events WHERE channel = ?1 AND seq = ?2",
    channel,
    seq,
  );
  if (row === undefined || row.kind === EventKind.OTHER) return undefined;
  if (row.kind === EventKind.DELETED_MESSAGE || row.kind === EventKind.DELETED_REPLY) return "deleted";
  const { at, body } = decodeEntry(channel, seq, row.entry);
  if (body.case !== "message") throw new Error(`event ${seq} of channel ${channel} is no message`);
  const shown = row.kind === EventKind.MESSAGE;
  return { channel, seq, user: row.user, shown, thread: row.thread ?? 0, at, message: body.value };
}

/** A message that is there. Refuses what is none, and what was deleted. */
export function* liveMessage(channel: number, seq: number, field: string): Steps<MessageRow> {
  const message = yield* messageAt(channel, seq);
  if (message === undefined) throw noMessage(channel, seq, field);
  if (message === "deleted") throw new Refusal("not_found", "The message was deleted.", { field });
  return message;
}

export function noMessage(channel: number, seq: number, field: string): Refusal {
  return new Refusal("not_found", `There is no message ${seq} in channel ${channel}.`, { field });
}

/** What the user's client id has made already in this channel. Refuses one that was used in another. */
export function* sentBefore(
  { channel, user, clientId }: { channel: number; user: number; clientId: string },
  field: string,
): Steps<SentEvent | undefined> {
  const sent = (yield { do: "sent", user, clientId }) as SentEvent | undefined;
  if (sent !== undefined && sent.channel !== channel) throw clientIdReused(field);
  return sent;
}

export function clientIdReused(field: string): Refusal {
  const message = "This client_id made a message in another channel. Choose a new one.";
  return new Refusal("client_id_reused", message, { field });
}
