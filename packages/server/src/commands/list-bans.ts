import { LIMITS, type ListBans } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";

/** The bans of a channel that hold, the newest first. */
export async function listBans(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: ListBans,
): Promise<Answer> {
  checkMay(user, channel, "ban");
  const bans = await gateway.store.read("listBans", { channel, at: Date.now(), limit: LIMITS.bansListed });
  return { case: "bans", value: { bans } };
}
