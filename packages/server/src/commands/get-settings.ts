import type { Answer } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** The server's settings, which everybody may read. */
export async function getSettings(gateway: GatewayContext): Promise<Answer> {
  return { case: "settings", value: gateway.settings.current };
}
