import { type RevokeInvite, Role } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay, roleOf } from "./checks.ts";

/** Ends an invitation: one's own, or as a moderator anybody's. No error if it is over. */
export async function revokeInvite(
  gateway: GatewayContext,
  { user }: Caller,
  { code }: RevokeInvite,
): Promise<Answer> {
  const at = Date.now();
  const invite = await gateway.store.read("invite", { code, at });
  if (!invite) return { case: "done", value: {} };
  const { channel = 0 } = invite;
  const role = roleOf(user, checkMay(user, channel, "invite"));
  if (invite.user !== user.id && role < Role.MODERATOR) {
    throw new Refusal("forbidden", "Others' invitations are ended by moderators.");
  }
  await gateway.writes.do("revokeInvite", { code, channel, by: user.id, at });
  return { case: "done", value: {} };
}
