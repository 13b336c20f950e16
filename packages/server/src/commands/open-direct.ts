import { LIMITS, type OpenDirect } from "@hubbub/protocol";

import { randomEpoch } from "../core/epoch.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** The direct channel of the user with some others; the same people always get the same one. */
export async function openDirect(
  gateway: GatewayContext,
  { user }: Caller,
  command: OpenDirect,
): Promise<Answer> {
  const users = [...new Set([user.id, ...command.users])].toSorted((a, b) => a - b);
  const limit = LIMITS.directUsers;
  if (users.length < 2 || users.length > limit) {
    const message = `A direct channel has 2 to ${limit} people: name 1 to ${limit - 1} others.`;
    throw new Refusal("invalid", message, { field: "openDirect.users", limit });
  }
  const { id, guest } = user.identity;
  const args = { user: id, guest, users, epoch: randomEpoch(), at: Date.now() };
  const value = await gateway.writes.do("openDirect", args);
  return { case: "channel", value };
}
