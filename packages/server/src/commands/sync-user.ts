import { LIMITS, type SyncUser } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** What of the user's own is newer than a version; what is newer than the answer comes live. */
export async function syncUser(
  gateway: GatewayContext,
  { user }: Caller,
  { after }: SyncUser,
): Promise<Answer> {
  const value = await gateway.store.read("syncUser", { user: user.id, after, limit: LIMITS.pageMax });
  return { case: "userChanges", value };
}
