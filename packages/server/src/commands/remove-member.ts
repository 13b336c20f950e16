import type { RemoveMember } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";

/** Ends somebody's membership, on all their connections at once; they may come back. */
export async function removeMember(
  gateway: GatewayContext,
  caller: Caller,
  { channel, user }: RemoveMember,
): Promise<Answer> {
  checkMay(caller.user, channel, "removeMember");
  const seq = await gateway.writes.do("kick", { channel, user, by: caller.user.id, at: Date.now() });
  if (seq !== 0) gateway.presence.tell(channel, user, false);
  return { case: "logged", value: { channel, seq } };
}
