import type { Steps } from "../../sql/steps.ts";
import { removeMember } from "./membership.ts";

/** Ends a user's own membership; the seq of the event that tells it, 0 if the user was no member. */
export function* leaveChannel(args: { channel: number; user: number; at: number }): Steps<number> {
  return (yield* removeMember({ ...args, by: args.user })) ?? 0;
}
