import type { MarkAllRead } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Cursors that are set in one commit, which holds up others for some milliseconds. */
const AT_ONCE = 50;

/** Sets all cursors of the user to the end. */
export async function markAllRead(
  gateway: GatewayContext,
  { user }: Caller,
  _command: MarkAllRead,
): Promise<Answer> {
  // What comes meanwhile is read or not, as with any cursor; a bound, since it might never end.
  for (let more = true, rounds = 0; more && rounds < 1_000; rounds++) {
    more = await gateway.writes.do("markAllRead", { user: user.id, limit: AT_ONCE });
  }
  return { case: "done", value: {} };
}
