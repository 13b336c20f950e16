import { decodeEntry } from "@hubbub/protocol";

import { all, EventKind, first, run, type Steps } from "../../sql/steps.ts";
import { logEvent } from "../channels/membership.ts";
import { eraseMessage } from "../messages/erase-message.ts";
import { messageAt } from "../messages/message-rows.ts";
import { uncountReply } from "../messages/threads.ts";

export interface Expiry {
  channel: number;
  /** Messages that were sent before this time go. */
  before: number;
  /** Messages that go in one step, at most. */
  limit: number;
  at: number;
}

/**
 * Removes the oldest messages of a channel, as deleting does, with one event for all; whether there may be more to
 * remove. Nothing changes, and nothing is written, if there are none so old.
 */
export function* expireHistory({ channel, before, limit, at }: Expiry): Steps<boolean> {
  const mark = yield* first<{ before: number }>(
    "SELECT before FROM removed_history WHERE channel = ?1",
    channel,
  );
  const rows = yield* all<{ seq: number; entry: Uint8Array }>(
    `SELECT seq, entry FROM events WHERE channel = ?1 AND seq >= ?2 AND kind <> ${EventKind.OTHER}
     ORDER BY seq LIMIT ?3`,
    channel,
    mark?.before ?? 0,
    limit,
  );
  const young = rows.findIndex(({ seq, entry }) => decodeEntry(channel, seq, entry).at >= before);
  const old = young < 0 ? rows : rows.slice(0, young);
  const last = old.at(-1);
  if (!last) return false;
  for (const { seq } of old) yield* removeMessage(channel, seq);
  const end = last.seq + 1;
  yield* run(
    `INSERT INTO removed_history (channel, before) VALUES (?1, ?2)
     ON CONFLICT (channel) DO UPDATE SET before = excluded.before`,
    channel,
    end,
  );
  yield* logEvent(channel, 0, at, { case: "historyRemoved", value: { before: end } });
  return old.length === limit;
}

function* removeMessage(channel: number, seq: number): Steps<void> {
  const message = yield* messageAt(channel, seq);
  if (message === undefined || message === "deleted") return;
  yield* eraseMessage(message);
  if (message.thread !== 0) yield* uncountReply({ channel, root: message.thread }, message.user);
}
