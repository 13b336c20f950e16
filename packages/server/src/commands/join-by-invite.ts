import type { JoinByInvite } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Makes the user a member of the channel that the invitation is for; it isn't used up by who is one. */
export async function joinByInvite(
  gateway: GatewayContext,
  { user }: Caller,
  { code }: JoinByInvite,
): Promise<Answer> {
  const value = await gateway.writes.do("joinByInvite", { code, user: user.id, at: Date.now() });
  if (value.id !== undefined) gateway.presence.tell(value.id, user.id, true);
  return { case: "channel", value };
}
