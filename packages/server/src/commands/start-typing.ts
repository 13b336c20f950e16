import { encodeServerFrame, serverFrame, type StartTyping } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";

/** Tells the channel's other subscribers, as often as is of use; unlogged. */
export async function startTyping(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, thread }: StartTyping,
): Promise<Answer> {
  checkMay(user, channel, "send");
  if (!gateway.typing.pass(channel, thread, user.id, performance.now())) return { case: "done", value: {} };
  const body = { case: "typing" as const, value: { channel, user: user.id, thread } };
  gateway.bus.signal(channel, encodeServerFrame(serverFrame({ signals: [{ body }] })), user.id);
  return { case: "done", value: {} };
}
