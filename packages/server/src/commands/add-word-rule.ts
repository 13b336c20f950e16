import { type AddWordRule, LIMITS, WordAction } from "@hubbub/protocol";

import { patternFault } from "../core/words/pattern.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator, checkMay } from "./checks.ts";

/** Adds a word rule of a channel, or as an administrator one of all channels (0); the same pattern again changes its action. */
export async function addWordRule(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, pattern, action }: AddWordRule,
): Promise<Answer> {
  if (channel === 0) checkAdministrator(user);
  else checkMay(user, channel, "wordRules");
  const fault = patternFault(pattern);
  if (fault) {
    throw new Refusal("invalid", fault, { field: "addWordRule.pattern", limit: LIMITS.wordPatternMax });
  }
  if (action < WordAction.REFUSE || action > WordAction.REPORT) {
    throw new Refusal("invalid", "Choose refuse, mask or report.", { field: "addWordRule.action" });
  }
  const args = { channel, pattern, action: action as WordAction, by: user.id, at: Date.now() };
  return { case: "wordRule", value: await gateway.writes.do("addWordRule", args) };
}
