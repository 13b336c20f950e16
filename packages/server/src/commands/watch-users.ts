import { LIMITS, type WatchUsers } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { connectionOf } from "./checks.ts";

/** Watches how these users are there, instead of those before. */
export async function watchUsers(
  gateway: GatewayContext,
  caller: Caller,
  { users }: WatchUsers,
): Promise<Answer> {
  const session = connectionOf(caller);
  const { user } = caller;
  if (users.length > LIMITS.watchedUsers) {
    const message = `A connection watches ${LIMITS.watchedUsers} users at most: those on the screen.`;
    throw new Refusal("too_large", message, { field: "watchUsers.users", limit: LIMITS.watchedUsers });
  }
  const seen = user.identity.guest ? await visibleToGuest(gateway, user.id, users) : users;
  if (session.state.kind !== "open") return { case: "presences", value: { presences: [] } };
  return { case: "presences", value: { presences: gateway.userPresence.watch(seen, session) } };
}

async function visibleToGuest(
  gateway: GatewayContext,
  guest: number,
  users: readonly number[],
): Promise<number[]> {
  return gateway.store.read("sharingUsers", { user: guest, users });
}
