import type { FollowThread } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember } from "./checks.ts";

/** Has the user follow a thread, or stop to; the user's devices are told. */
export async function followThread(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq, stop }: FollowThread,
): Promise<Answer> {
  checkMember(user, channel);
  await gateway.writes.do("followThread", { user: user.id, channel, seq, stop });
  return { case: "done", value: {} };
}
