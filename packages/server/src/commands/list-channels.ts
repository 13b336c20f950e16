import type { ListChannels } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { channelOf } from "../store/store.ts";
import { mineOf, pageLimit } from "./checks.ts";

/** Public channels and the user's own, by name. */
export async function listChannels(
  gateway: GatewayContext,
  { user }: Caller,
  { after, limit }: ListChannels,
): Promise<Answer> {
  const size = pageLimit(limit, "listChannels.limit");
  const args = { user: user.id, after, limit: size + 1, guest: user.identity.guest };
  const rows = await gateway.store.read("listChannels", args);
  const channels = rows.slice(0, size).map((row) => channelOf(row, mineOf(user, row.id)));
  return { case: "channels", value: { channels, more: rows.length > size } };
}
