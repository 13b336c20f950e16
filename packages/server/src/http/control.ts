import type { GatewayContext } from "../gateway/gateway-context.ts";
import { sameSecret } from "../same-secret.ts";

/** The refusal of a request that isn't this machine's own command line's, with the key of the control file. */
export function refuseControl({ config }: GatewayContext, request: Request): Response | undefined {
  const given = request.headers.get("authorization") ?? "";
  if (config.controlKey === undefined || !sameSecret(given, `Bearer ${config.controlKey}`)) {
    return new Response("This needs the server's control key.\n", { status: 403 });
  }
  if (request.method !== "POST") return new Response("POST to this.\n", { status: 405 });
  return undefined;
}
