import { encodeServerFrame, type MarkRead } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember } from "./checks.ts";

/** Sets a read cursor; in a small channel the others see it. */
export async function markRead(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, thread, seq, back }: MarkRead,
): Promise<Answer> {
  checkMember(user, channel);
  const args = { user: user.id, channel, thread, seq, back };
  const { read, shown } = await gateway.writes.do("markRead", args);
  if (read !== undefined && shown) {
    const body = { case: "readMoved" as const, value: { channel, user: user.id, seq: read } };
    gateway.bus.signal(channel, encodeServerFrame({ signals: [{ body }] }), user.id);
  }
  return { case: "done", value: {} };
}
