import { ChannelKind, type LeaveChannel } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember } from "./checks.ts";

/** Ends the user's membership, and with it the live delivery to all connections of the user. */
export async function leaveChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: LeaveChannel,
): Promise<Answer> {
  const { channel: row } = checkMember(user, channel);
  if (row.kind === ChannelKind.DIRECT) {
    throw new Refusal("forbidden", "Nobody leaves a direct channel: mute its notifications instead.");
  }
  await gateway.writes.do("leaveChannel", { channel, user: user.id, at: Date.now() });
  gateway.presence.tell(channel, user.id, false);
  return { case: "done", value: {} };
}
