import { type Init, LIMITS, type Scheduled } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { changes, first, type Param, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";
import type { FeedItem } from "../feed/items.ts";
import { dropFiles, FileUseKind, ownFiles, useFiles } from "../files/file-uses.ts";
import { sentBefore } from "./message-rows.ts";
import { threadRoot } from "./threads.ts";

export interface NewScheduled {
  user: number;
  clientId: string;
  channel: number;
  thread: number;
  text: string;
  files: readonly number[];
  /** When it is to be sent. */
  at: number;
}

export interface ScheduledRow extends Omit<NewScheduled, "files"> {
  id: number;
  files: number[];
  failed: string;
}

/** What of the kind uses a scheduled message's files. */
export const scheduledUse = (id: number) => ({ kind: FileUseKind.SCHEDULED, place: id, seq: 0 });

/** What the user has scheduled under a client id; undefined if nothing. */
export function* scheduledMessage(args: {
  user: number;
  clientId: string;
}): Steps<Init<Scheduled> | undefined> {
  const known = yield* scheduledWhere("user = ?1 AND client_id = ?2", args.user, args.clientId);
  return known && scheduledOf(known);
}

/** Keeps a message until it is due. The same client id again gives what it made; one that was sent is refused. */
export function* scheduleMessage(message: NewScheduled): Steps<Init<Scheduled>> {
  const { user, clientId, channel, thread, text, files, at } = message;
  const known = yield* scheduledMessage({ user, clientId });
  if (known) return known;
  if (yield* sentBefore(message, "scheduleMessage.clientId")) {
    const sentence = "The message with this client_id was sent already.";
    throw new Refusal("client_id_reused", sentence, { field: "scheduleMessage.clientId" });
  }
  yield* checkRoom(user);
  if (thread !== 0) yield* threadRoot(channel, thread, "scheduleMessage.thread");
  yield* ownFiles(user, files, { field: "scheduleMessage.files" });
  const row = yield* first<{ id: number }>(
    `INSERT INTO scheduled (user, client_id, channel, thread, files, at, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     RETURNING id`,
    user,
    clientId,
    channel,
    thread,
    JSON.stringify(files),
    at,
    text,
  );
  if (row === undefined) throw new Error("a scheduled message got no id");
  if (files.length > 0) yield* useFiles(files, scheduledUse(row.id));
  yield* changed(user, "scheduled", row.id);
  return { id: row.id, channel, thread, text, files, at };
}

function* checkRoom(user: number): Steps<void> {
  const row = yield* first<{ count: number }>(
    "SELECT count(*) AS count FROM scheduled WHERE user = ?1",
    user,
  );
  const limit = LIMITS.scheduled;
  if ((row?.count ?? 0) < limit) return;
  throw new Refusal("too_large", `You have ${limit} scheduled messages, which is the most: cancel some.`, {
    limit,
  });
}

/** Forgets a scheduled message of the user. Refuses what is none, or was sent. */
export function* cancelScheduled({ user, id }: { user: number; id: number }): Steps<void> {
  if (yield* removeScheduled(user, id)) return;
  throw new Refusal("not_found", `There is no scheduled message ${id} of yours.`, {
    field: "cancelScheduled.id",
  });
}

/** Takes a scheduled message away; whether it was there. */
export function* removeScheduled(user: number, id: number): Steps<boolean> {
  const was = yield* changes("DELETE FROM scheduled WHERE id = ?1 AND user = ?2 RETURNING id", id, user);
  if (!was) return false;
  yield* dropFiles(scheduledUse(id));
  yield* changed(user, "scheduled", id);
  return true;
}

/** The first scheduled message by a condition. */
export function* scheduledWhere(condition: string, ...params: Param[]): Steps<ScheduledRow | undefined> {
  const row = yield* first<Omit<ScheduledRow, "files" | "clientId"> & { client_id: string; files: string }>(
    `SELECT id, user, client_id, channel, thread, files, at, failed, text FROM scheduled WHERE ${condition}`,
    ...params,
  );
  if (row === undefined) return undefined;
  const { client_id: clientId, files, ...rest } = row;
  return { ...rest, clientId, files: JSON.parse(files) as number[] };
}

const scheduledOf = ({ id, channel, thread, text, files, at, failed }: ScheduledRow): Init<Scheduled> => ({
  id,
  channel,
  thread,
  text,
  files,
  at,
  failed,
});

/** A message that is to be sent later, or could not be; key: its id. */
export const scheduledItem: FeedItem = function* (user, key) {
  const row = yield* scheduledWhere("id = ?1 AND user = ?2", Number(key), user);
  if (row === undefined) return { case: "scheduledGone", value: { id: Number(key) } };
  return { case: "scheduled", value: scheduledOf(row) };
};
