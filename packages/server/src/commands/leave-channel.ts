import type { LeaveChannel } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember } from "./checks.ts";

/** Ends the user's membership, and with it the live delivery to all connections of the user. */
export async function leaveChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: LeaveChannel,
): Promise<Answer> {
  checkMember(user, channel);
  await gateway.writes.do("leaveChannel", { channel, user: user.id, at: Date.now() });
  gateway.presence.tell(channel, user.id, false);
  return { case: "done", value: {} };
}
