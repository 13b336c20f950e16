import type { ListUsers } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { userOf } from "../store/store.ts";
import { checkReadable, pageLimit } from "./checks.ts";

/** Users by name; guests see those only who are in their channels. */
export async function listUsers(
  gateway: GatewayContext,
  { user }: Caller,
  { prefix, channel, after, limit }: ListUsers,
): Promise<Answer> {
  const size = pageLimit(limit, "listUsers.limit");
  if (channel !== 0) await checkReadable(gateway, user, channel);
  const { id, guest } = user.identity;
  const args = { user: id, guest, prefix, channel, after, limit: size + 1 };
  const users = await gateway.store.read("listUsers", args);
  return { case: "users", value: { users: users.slice(0, size).map(userOf), more: users.length > size } };
}
