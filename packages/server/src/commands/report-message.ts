import { LIMITS, type ReportMessage } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkLength } from "./create-channel.ts";

/** Has the moderators look at a message; reporting it again changes nothing. */
export async function reportMessage(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq, reason }: ReportMessage,
): Promise<Answer> {
  checkMay(user, channel, "report");
  const field = "reportMessage.reason";
  if (reason === "") throw new Refusal("invalid", "Say what is wrong with the message.", { field });
  checkLength(reason, LIMITS.reasonLength, "reason", field);
  await gateway.writes.do("reportMessage", { channel, seq, by: user.id, reason, at: Date.now() });
  return { case: "done", value: {} };
}
