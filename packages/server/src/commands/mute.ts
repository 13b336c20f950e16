import { LAST_TIME, type Mute } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";

/** Keeps a member from sending for a time, or lets them again. */
export async function mute(
  gateway: GatewayContext,
  caller: Caller,
  { channel, user, until }: Mute,
): Promise<Answer> {
  checkMay(caller.user, channel, "mute");
  const at = Date.now();
  if (until !== 0 && until <= at) {
    throw new Refusal("invalid", "It ends in the future; 0 ends it now.", { field: "mute.until" });
  }
  if (until > LAST_TIME) {
    throw new Refusal("invalid", "There is no such time.", { field: "mute.until", limit: LAST_TIME });
  }
  const seq = await gateway.writes.do("mute", { channel, user, until, by: caller.user.id, at });
  return { case: "logged", value: { channel, seq } };
}
