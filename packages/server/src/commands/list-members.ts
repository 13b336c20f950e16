import type { ListMembers } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable, pageLimit } from "./checks.ts";

/** A channel's members, by id. */
export async function listMembers(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, after, limit }: ListMembers,
): Promise<Answer> {
  const size = pageLimit(limit, "listMembers.limit");
  await checkReadable(gateway, user, channel);
  const users = await gateway.store.members(channel, after, size + 1);
  return { case: "users", value: { users: users.slice(0, size), more: users.length > size } };
}
