import type { Init, MessageState } from "@hubbub/protocol";

import type { Steps } from "../../sql/steps.ts";
import { messageStates } from "../messages/message-states.ts";

/** A message that was reported, as it reads now. */
export function* reportedMessage(channel: number, seq: number): Steps<Init<MessageState> | undefined> {
  return (yield* messageStates(channel, [seq], Infinity))[0];
}
