import type { CancelScheduled } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Forgets a scheduled message of the user, one that could not be sent, too. */
export async function cancelScheduled(
  gateway: GatewayContext,
  { user }: Caller,
  { id }: CancelScheduled,
): Promise<Answer> {
  await gateway.writes.do("cancelScheduled", { user: user.id, id });
  gateway.files.removed();
  return { case: "done", value: {} };
}
