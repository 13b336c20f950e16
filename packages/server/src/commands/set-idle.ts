import type { SetIdle } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Nobody looks at this connection, or somebody does again. */
export async function setIdle(
  gateway: GatewayContext,
  { session, user }: Caller,
  { idle }: SetIdle,
): Promise<Answer> {
  session.idle = idle;
  gateway.userPresence.changed(user.id);
  return { case: "done", value: {} };
}
