import { type Ban, LAST_TIME, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkLength } from "./create-channel.ts";

/** Keeps a user out of a channel until the ban ends, from now on and on all their connections. */
export async function ban(
  gateway: GatewayContext,
  caller: Caller,
  { channel, user, until, reason }: Ban,
): Promise<Answer> {
  checkMay(caller.user, channel, "ban");
  checkLength(reason, LIMITS.reasonLength, "reason", "ban.reason");
  const at = Date.now();
  if (until !== 0 && until <= at) {
    throw new Refusal("invalid", "A ban ends in the future, or never (0).", { field: "ban.until" });
  }
  if (until > LAST_TIME) {
    throw new Refusal("invalid", "There is no such time.", { field: "ban.until", limit: LAST_TIME });
  }
  const by = caller.user.id;
  const seq = await gateway.writes.do("ban", { channel, user, until, reason, by, at });
  if (seq !== 0) gateway.presence.tell(channel, user, false);
  return { case: "logged", value: { channel, seq } };
}
