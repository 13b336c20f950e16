import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Claims } from "../gateway/token-check.ts";

const BOT_TOKEN = /^hbt_/;

/** Whose request it is: by an access token, or by a bot's own token. Throws Refusal. */
export async function apiCaller(
  gateway: GatewayContext,
  request: Request,
  address: string | undefined,
): Promise<Claims> {
  const given = request.headers.get("authorization") ?? "";
  const token = /^Bearer +(\S+)$/i.exec(given)?.[1];
  if (token === undefined) {
    throw new Refusal("unauthenticated", "Send an access token or a bot's token: Authorization: Bearer …");
  }
  return gateway.tokens.verify(
    BOT_TOKEN.test(token) ? await gateway.botTokens.access(token, address) : token,
  );
}
