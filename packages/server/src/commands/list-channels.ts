import type { ListChannels } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { pageLimit, toChannel } from "./checks.ts";

/** Public channels and the user's own, by name. */
export async function listChannels(
  gateway: GatewayContext,
  { user }: Caller,
  { after, limit }: ListChannels,
): Promise<Answer> {
  const size = pageLimit(limit, "listChannels.limit");
  const rows = await gateway.store.listChannels(user.id, after, size + 1);
  const channels = rows.slice(0, size).map((row) => toChannel(row, user));
  return { case: "channels", value: { channels, more: rows.length > size } };
}
