import { decodeEntry, encodeEntry, type Event, type Init } from "@hubbub/protocol";

import { all, EventKind, run, type Steps } from "../../sql/steps.ts";
import { dropFiles, FileUseKind } from "../files/file-uses.ts";
import type { MessageRow } from "./message-rows.ts";

/** What stands beside the log for a message; reports stay. */
const OVERLAYS = ["edits", "previews", "reactions", "pins", "mentions"];

/**
 * Overwrites what a message said, with its edits and previews, and forgets its files and what was done to it. That it was there, when
 * and by whom, stays; so does its thread. What tells it, and what counts it, is the caller's.
 */
export function* eraseMessage({ channel, seq, shown, message }: MessageRow): Steps<void> {
  const { thread, inChannel } = message;
  const parts = yield* all<{ event: number }>(
    `SELECT event FROM edits WHERE channel = ?1 AND seq = ?2
     UNION SELECT event FROM previews WHERE channel = ?1 AND seq = ?2`,
    channel,
    seq,
  );
  yield* overwrite(channel, seq, { case: "message", value: { thread, inChannel, deleted: true } });
  for (const { event } of parts) yield* overwrite(channel, event);
  yield* run(
    "UPDATE events SET kind = ?3 WHERE channel = ?1 AND seq = ?2",
    channel,
    seq,
    shown ? EventKind.DELETED_MESSAGE : EventKind.DELETED_REPLY,
  );
  for (const table of OVERLAYS)
    yield* run(`DELETE FROM ${table} WHERE channel = ?1 AND seq = ?2`, channel, seq);
  yield* dropFiles({ kind: FileUseKind.MESSAGE, place: channel, seq });
  yield { do: "erased" };
}

/** Keeps of an event when and by whom it was; of an edit or previews also which message they are about. */
function* overwrite(channel: number, seq: number, body?: Init<Event>["body"]): Steps<void> {
  const [row] = yield* all<{ entry: Uint8Array }>(
    "SELECT entry FROM events WHERE channel = ?1 AND seq = ?2",
    channel,
    seq,
  );
  if (row === undefined) throw new Error(`event ${seq} of channel ${channel} is gone`);
  const { at, user, body: was } = decodeEntry(channel, seq, row.entry);
  const entry = encodeEntry({ at, user, body: body ?? emptied(was) });
  yield* run("UPDATE events SET entry = ?3 WHERE channel = ?1 AND seq = ?2", channel, seq, entry);
}

function emptied(body: Event["body"]): Init<Event>["body"] {
  if (body.case === "edited" || body.case === "previews")
    return { case: body.case, value: { seq: body.value.seq } };
  throw new Error(`an event ${body.case} can't be emptied`);
}
