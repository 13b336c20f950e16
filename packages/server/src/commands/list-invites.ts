import { type ListInvites, Role } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay, roleOf } from "./checks.ts";

/** The invitations to a channel that are good: moderators see all, others their own. */
export async function listInvites(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: ListInvites,
): Promise<Answer> {
  const seesAll = roleOf(user, checkMay(user, channel, "invite")) >= Role.MODERATOR;
  const args = { channel, user: seesAll ? 0 : user.id, at: Date.now() };
  return { case: "invites", value: { invites: await gateway.store.read("listInvites", args) } };
}
