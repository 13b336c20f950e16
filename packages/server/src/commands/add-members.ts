import { type AddMembers, Role } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkUserList } from "./create-channel.ts";
import { checkRate } from "./send.ts";

/** Makes users members; who is one already stays as they are. */
export async function addMembers(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, users, role }: AddMembers,
): Promise<Answer> {
  checkMay(user, channel, "addMembers");
  if (users.length === 0) {
    throw new Refusal("invalid", "Name at least one user.", { field: "addMembers.users" });
  }
  checkUserList(users, "addMembers.users");
  const first = entryRole(role, "addMembers.role");
  checkRate(gateway, user);
  const args = { channel, users, role: first, by: user.id, at: Date.now() };
  const seq = await gateway.writes.do("addMembers", args);
  for (const added of users) {
    if (gateway.users.get(added)) gateway.presence.tell(channel, added, true);
  }
  return { case: "logged", value: { channel, seq } };
}

/** The role that somebody begins with: guest or member, the latter if nothing is said. */
export function entryRole(role: number, field: string): Role {
  if (role === 0 || role === Role.MEMBER) return Role.MEMBER;
  if (role === Role.GUEST) return role;
  throw new Refusal("invalid", "One begins as a guest or a member: set another role afterwards.", { field });
}
