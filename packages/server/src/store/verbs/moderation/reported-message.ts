import { decodeEntry, type Init, type MessageState } from "@hubbub/protocol";

import { first, type Steps } from "../../sql/steps.ts";

/** A message that was reported, as it was sent. */
export function* reportedMessage(channel: number, seq: number): Steps<Init<MessageState> | undefined> {
  const row = yield* first<{ entry: Uint8Array }>(
    "SELECT entry FROM events WHERE channel = ?1 AND seq = ?2",
    channel,
    seq,
  );
  if (!row) return undefined;
  const { at, user, body } = decodeEntry(channel, seq, row.entry);
  return { seq, at, user, message: body.case === "message" ? body.value : undefined };
}
