import { Refusal } from "../../../errors.ts";
import type { Steps } from "../../sql/steps.ts";
import { logEvent } from "../channels/membership.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { audit } from "../moderation/audit.ts";
import { eraseMessage } from "./erase-message.ts";
import { messageAt, noMessage } from "./message-rows.ts";
import { uncountReply } from "./threads.ts";

export interface MessageDeletion {
  channel: number;
  seq: number;
  /** Who deletes it. */
  user: number;
  /** Whether they may delete what others have said. */
  mayDeleteOthers: boolean;
  at: number;
}

/** Deletes a message as one who is in its channel; see removeMessage. */
export function* deleteMessage(deletion: MessageDeletion): Steps<number> {
  yield* checkStillIn({ channel: deletion.channel, by: deletion.user });
  return yield* removeMessage(deletion);
}

/** Deletes a message for good; the seq of the event that tells it, 0 if it was deleted already. */
export function* removeMessage(deletion: MessageDeletion): Steps<number> {
  const { channel, seq, user, mayDeleteOthers, at } = deletion;
  const message = yield* messageAt(channel, seq);
  if (message === undefined) throw noMessage(channel, seq, "deleteMessage.seq");
  if (message === "deleted") return 0;
  if (message.user !== user && !mayDeleteOthers) {
    throw new Refusal("forbidden", "You can delete your own messages only: others take a moderator.");
  }
  yield* eraseMessage(message);
  if (message.user !== user) {
    const detail = { author: message.user };
    yield* audit({ at, by: user, action: "message.delete", channel, target: seq, detail });
  }
  const { thread } = message;
  const replies = thread === 0 ? undefined : yield* uncountReply({ channel, root: thread }, message.user);
  return yield* logEvent(channel, user, at, { case: "deleted", value: { seq, thread, replies } });
}
