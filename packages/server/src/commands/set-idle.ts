import type { SetIdle } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { connectionOf } from "./checks.ts";

/** Nobody looks at this connection, or somebody does again. */
export async function setIdle(gateway: GatewayContext, caller: Caller, { idle }: SetIdle): Promise<Answer> {
  const session = connectionOf(caller);
  const { user } = caller;
  session.idle = idle;
  gateway.userPresence.changed(user.id);
  return { case: "done", value: {} };
}
