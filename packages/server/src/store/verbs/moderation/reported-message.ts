import { decodeEntry, type Init, LIMITS, type MessageState } from "@hubbub/protocol";

import { first, type Steps } from "../../sql/steps.ts";
import { messageAt } from "../messages/message-rows.ts";
import { messageStates } from "../messages/message-states.ts";

/** A message that was reported, as it reads now; of a deleted one, that it was there. */
export function* reportedMessage(channel: number, seq: number): Steps<Init<MessageState> | undefined> {
  const message = yield* messageAt(channel, seq);
  if (message === undefined) return undefined;
  if (message !== "deleted") return (yield* messageStates(channel, [seq], LIMITS.pageBytes))[0];
  const row = yield* first<{ entry: Uint8Array }>(
    "SELECT entry FROM events WHERE channel = ?1 AND seq = ?2",
    channel,
    seq,
  );
  if (!row) return undefined;
  const { at, user } = decodeEntry(channel, seq, row.entry);
  return { seq, at, user, message: { deleted: true } };
}
