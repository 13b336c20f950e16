import type { Scope } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import { checkScope } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Claims } from "../gateway/token-check.ts";

/** Who asks, by the access token of the request (RFC 6750); a bot's has to be good for `scope`. Rejects with Refusal. */
export async function readToken(gateway: GatewayContext, request: Request, scope: Scope): Promise<Claims> {
  const token = /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) {
    throw new Refusal("unauthenticated", "This needs an access token: Authorization: Bearer …");
  }
  const claims = await gateway.tokens.verify(token);
  if (claims.expiresAt <= Date.now()) {
    throw new Refusal("token_expired", "The access token has expired. Come again with a new one.");
  }
  if (claims.bot) checkScope(claims.scopes, scope);
  return claims;
}
