import { type GetUsers, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { userOf } from "../store/store.ts";

/** Users by id; unknown ids are left out, and for guests those with whom they share no channel. */
export async function getUsers(
  gateway: GatewayContext,
  { user }: Caller,
  { ids }: GetUsers,
): Promise<Answer> {
  if (ids.length === 0 || ids.length > LIMITS.pageMax) {
    const message = `Ask for 1 to ${LIMITS.pageMax} users at a time.`;
    throw new Refusal("invalid", message, { field: "getUsers.ids", limit: LIMITS.pageMax });
  }
  const users = await gateway.store.read("usersSeenBy", { user: user.id, guest: user.identity.guest, ids });
  return { case: "users", value: { users: users.map(userOf) } };
}
