import { type CreateInvite, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { entryRole } from "./add-members.ts";
import { checkMay } from "./checks.ts";

/** Makes an invitation: whoever has its code may join. */
export async function createInvite(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, expiresAt, maxUses, role }: CreateInvite,
): Promise<Answer> {
  checkMay(user, channel, "invite");
  const first = entryRole(role, "createInvite.role");
  const at = Date.now();
  const end = expiresAt === 0 ? at + LIMITS.inviteDefaultMs : expiresAt;
  if (end <= at || end > at + LIMITS.inviteMs) {
    const message = "An invitation ends in the future, within a year.";
    throw new Refusal("invalid", message, { field: "createInvite.expiresAt", limit: at + LIMITS.inviteMs });
  }
  const code = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
  const args = { code, channel, user: user.id, expiresAt: end, maxUses, role: first, at };
  const value = await gateway.writes.do("createInvite", args);
  return { case: "invite", value };
}
