import type { UserRow } from "../../rows.ts";
import { changes, first, type Steps } from "../../sql/steps.ts";
import { usersWhere } from "../../sql/user-rows.ts";
import type { AppendResult } from "../../store.ts";
import { changed } from "../feed/changed.ts";
import type { MentionPlaces } from "./mentions.ts";
import { removeScheduled, type ScheduledRow, scheduledWhere } from "./scheduled.ts";
import { sendMessage } from "./send-message.ts";

/** When the next scheduled message is due; undefined if none waits. */
export function* nextScheduled(): Steps<number | undefined> {
  const row = yield* first<{ at: number | null }>("SELECT min(at) AS at FROM scheduled WHERE failed = ''");
  return row?.at ?? undefined;
}

/** A message that is due, and who sends it. */
export interface DueMessage {
  message: ScheduledRow;
  sender: UserRow | undefined;
}

/** The one of the messages that are due that is due the longest; undefined if none is. */
export function* dueScheduled({ now }: { now: number }): Steps<DueMessage | undefined> {
  const message = yield* scheduledWhere("failed = '' AND at <= ?1 ORDER BY at, id LIMIT 1", now);
  if (message === undefined) return undefined;
  return { message, sender: (yield* usersWhere("WHERE id = ?1", message.user))[0] };
}

export interface SendScheduled {
  id: number;
  /** What word rules have made of the text. */
  text: string;
  places: MentionPlaces;
  mayMentionAll: boolean;
  at: number;
}

const FIELDS = {
  clientId: "scheduleMessage.clientId",
  thread: "scheduleMessage.thread",
  files: "scheduleMessage.files",
};

/** Sends a scheduled message and forgets it, as one; undefined if it was cancelled, or sent already. */
export function* sendScheduled({
  id,
  text,
  places,
  mayMentionAll,
  at,
}: SendScheduled): Steps<AppendResult | undefined> {
  const row = yield* scheduledWhere("id = ?1 AND failed = ''", id);
  if (row === undefined) return undefined;
  const { user, clientId, channel, thread, files } = row;
  const message = {
    channel,
    user,
    clientId,
    text,
    thread,
    inChannel: false,
    files,
    places,
    mayMentionAll,
    at,
  };
  const result = yield* sendMessage(message, FIELDS);
  if (result.outcome === "appended" || result.outcome === "repeated") yield* removeScheduled(user, id);
  return result;
}

/** Notes why a scheduled message could not be sent, as the name of an error; it stays until it is cancelled. */
export function* failScheduled({ id, reason }: { id: number; reason: string }): Steps<void> {
  const row = yield* scheduledWhere("id = ?1", id);
  const failed = yield* changes(
    "UPDATE scheduled SET failed = ?2 WHERE id = ?1 AND failed = '' RETURNING id",
    id,
    reason,
  );
  if (failed && row) yield* changed(row.user, "scheduled", id);
}
