import type { Channel, Init } from "@hubbub/protocol";

import type { Steps } from "../../sql/steps.ts";
import { createChannel, type NewChannel } from "../channels/create-channel.ts";
import { OPERATOR } from "../channels/ranks.ts";
import { audit } from "../moderation/audit.ts";

/** Creates a channel in the name of its owner, on the order of the command line. */
export function* createChannelFor(channel: NewChannel): Steps<Init<Channel>> {
  const made = yield* createChannel(channel);
  const { user: target, at, name } = channel;
  yield* audit({
    at,
    by: OPERATOR,
    action: "channel.create",
    channel: made.id ?? 0,
    target,
    detail: { name },
  });
  return made;
}
