import type { DeleteMessage } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { actionFault, checkMay, roleOf } from "./checks.ts";

/** Deletes a message for good: an own one, or as a moderator anybody's. */
export async function deleteMessage(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq }: DeleteMessage,
): Promise<Answer> {
  const member = checkMay(user, channel, "deleteOwn");
  const mayDeleteOthers = actionFault(member.channel, roleOf(user, member), "deleteOthers") === undefined;
  const args = { channel, seq, user: user.id, mayDeleteOthers, at: Date.now() };
  const event = await gateway.writes.do("deleteMessage", args);
  gateway.files.removed();
  return { case: "logged", value: { channel, seq: event } };
}
