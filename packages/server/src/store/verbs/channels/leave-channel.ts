import type { Steps } from "../../sql/steps.ts";
import { removeMember } from "./membership.ts";
import { archiveIfEmpty, checkOwnerStays } from "./owners.ts";

/**
 * Ends a user's own membership; the seq of the event that tells it, 0 if the user was no member. Refuses the last owner
 * while others are there. A channel that nobody is in any more is archived.
 */
export function* leaveChannel(args: { channel: number; user: number; at: number }): Steps<number> {
  const { channel, user, at } = args;
  yield* checkOwnerStays(channel, user);
  const seq = yield* removeMember({ ...args, by: user });
  if (seq === undefined) return 0;
  yield* archiveIfEmpty(channel, user, at);
  return seq;
}
