import { encodeEntry, type LeaveChannel } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember } from "./checks.ts";

/** Ends the user's membership, and the live delivery to all connections of the user on this node. */
export async function leaveChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: LeaveChannel,
): Promise<Answer> {
  checkMember(user, channel);
  const entry = encodeEntry({ at: Date.now(), user: user.id, body: { case: "left", value: {} } });
  const appended = await gateway.store.leave(channel, user.id, entry);
  user.channels.delete(channel);
  // First, so that the user's other connections see why their events end.
  if (appended) gateway.events.publish(channel, [{ seq: appended.seq, entry }]);
  for (const session of gateway.sessions.of(user.id)) session.unsubscribe(channel);
  gateway.presence.tell(channel, user.id, false);
  return { case: "done", value: {} };
}
