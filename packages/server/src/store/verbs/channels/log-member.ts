import type { Role } from "@hubbub/protocol";

import { membership } from "../../sql/channel-rows.ts";
import type { Steps } from "../../sql/steps.ts";
import { logEvent } from "./membership.ts";

/** Tells what a member may do, which was just changed, in the channel's log; the event's seq. */
export function* logMember(channel: number, user: number, by: number, at: number): Steps<number> {
  const mine = yield* membership(channel, user);
  if (!mine) throw new Error(`user ${user} is gone who was just changed`);
  const value = { user, role: mine.role as Role, mutedUntil: mine.mutedUntil };
  return yield* logEvent(channel, by, at, { case: "memberChanged", value });
}
