import type { RemoveWordRule } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator, checkMay } from "./checks.ts";

/** Ends a word rule. */
export async function removeWordRule(
  gateway: GatewayContext,
  { user }: Caller,
  { id }: RemoveWordRule,
): Promise<Answer> {
  const rule = await gateway.store.read("wordRule", { id });
  if (!rule || (rule.channel !== 0 && !user.channels.has(rule.channel))) {
    throw new Refusal("not_found", `There is no word rule ${id} that you can see.`);
  }
  if (rule.channel === 0) checkAdministrator(user);
  else checkMay(user, rule.channel, "wordRules");
  await gateway.writes.do("removeWordRule", { id, by: user.id, at: Date.now() });
  return { case: "done", value: {} };
}
