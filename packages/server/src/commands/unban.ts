import type { Unban } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";

/** Ends a ban; no error if there is none. */
export async function unban(
  gateway: GatewayContext,
  caller: Caller,
  { channel, user }: Unban,
): Promise<Answer> {
  checkMay(caller.user, channel, "ban");
  await gateway.writes.do("unban", { channel, user, by: caller.user.id, at: Date.now() });
  return { case: "done", value: {} };
}
