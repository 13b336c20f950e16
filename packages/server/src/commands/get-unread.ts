import { type GetUnread, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Unread counts, exact at the heads that they name; what is newer comes live to who is subscribed. */
export async function getUnread(
  gateway: GatewayContext,
  { user }: Caller,
  { channels }: GetUnread,
): Promise<Answer> {
  if (channels.length > LIMITS.unreadChannels) {
    const message = `Ask for ${LIMITS.unreadChannels} channels at a time at most.`;
    throw new Refusal("too_large", message, { field: "getUnread.channels", limit: LIMITS.unreadChannels });
  }
  const value = await gateway.store.read("unread", { user: user.id, channels });
  for (const { channel = 0, head = 0 } of value.channels ?? []) await gateway.hub.catchUp(channel, head);
  return { case: "unread", value };
}
