import { Role, type SetRole } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";

/** Gives a member another role. */
export async function setRole(
  gateway: GatewayContext,
  caller: Caller,
  { channel, user, role }: SetRole,
): Promise<Answer> {
  checkMay(caller.user, channel, "setRole");
  if (role < Role.GUEST || role > Role.OWNER) {
    const message = "Choose guest, member, moderator or owner.";
    throw new Refusal("invalid", message, { field: "setRole.role", limit: Role.OWNER });
  }
  const args = { channel, user, role: role as Role, by: caller.user.id, at: Date.now() };
  return { case: "logged", value: { channel, seq: await gateway.writes.do("setRole", args) } };
}
