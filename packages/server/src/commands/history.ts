import { encodeEventPageReply, type History, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable, noChannel, pageLimit } from "./checks.ts";

/** A page of a channel's log; its entries go out as they are stored. */
export async function history(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, after, before, limit }: History,
): Promise<Answer> {
  if (before !== 0 && after !== 0) {
    throw new Refusal("invalid", "Give after or before, not both.", { field: "history.before" });
  }
  const query = {
    channel,
    after,
    before,
    limit: pageLimit(limit, "history.limit"),
    maxBytes: LIMITS.pageBytes,
  };
  await checkReadable(gateway, user, channel);
  const page = await gateway.store.history(query);
  if (!page) throw noChannel(channel);
  await gateway.hub.catchUp(channel, page.head);
  return { case: "encoded", encode: (id) => encodeEventPageReply(id, { channel, ...page }) };
}
