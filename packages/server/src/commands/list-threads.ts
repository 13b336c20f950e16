import { LIMITS, type ListThreads } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable, pageLimit } from "./checks.ts";
import { encodedAnswer } from "./message-page.ts";

/** Threads of a channel, or the followed ones of all of the user's channels, by their newest reply. */
export async function listThreads(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, before, limit, unreadOnly }: ListThreads,
): Promise<Answer> {
  const size = pageLimit(limit, "listThreads.limit", LIMITS.foundMax, LIMITS.foundDefault);
  if (channel !== 0) await checkReadable(gateway, user, channel);
  const query = { user: user.id, channel, before, limit: size, unreadOnly };
  return encodedAnswer(await gateway.store.read("listThreads", query));
}
