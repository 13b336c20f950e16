import type { ListMembers, Role } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { userOf } from "../store/store.ts";
import { checkReadable, pageLimit } from "./checks.ts";

/** A channel's members with their roles, by id. */
export async function listMembers(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, after, limit }: ListMembers,
): Promise<Answer> {
  const size = pageLimit(limit, "listMembers.limit");
  await checkReadable(gateway, user, channel);
  const { users, roles } = await gateway.store.read("members", { channel, after, limit: size + 1 });
  return {
    case: "users",
    value: {
      users: users.slice(0, size).map(userOf),
      roles: roles.slice(0, size) as Role[],
      more: users.length > size,
    },
  };
}
