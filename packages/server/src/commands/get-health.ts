import type { GetHealth } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator } from "./checks.ts";

/** Samples of the server's load, for administrators. */
export async function getHealth(
  gateway: GatewayContext,
  { user }: Caller,
  { since, bySecond }: GetHealth,
): Promise<Answer> {
  checkAdministrator(user);
  return { case: "health", value: { ...gateway.health.since(since, bySecond), now: Date.now() } };
}
