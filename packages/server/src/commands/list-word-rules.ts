import type { ListWordRules } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator, checkMay } from "./checks.ts";

/** The word rules of a channel, or for administrators those of all channels (0). */
export async function listWordRules(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: ListWordRules,
): Promise<Answer> {
  if (channel === 0) checkAdministrator(user);
  else checkMay(user, channel, "wordRules");
  return { case: "wordRules", value: { rules: await gateway.store.read("listWordRules", { channel }) } };
}
