import type { Scope } from "@hubbub/protocol";

import { apiCaller } from "../api/api-caller.ts";
import { Refusal } from "../errors.ts";
import { checkScope } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** A request, and from which address it comes. */
export interface Asked {
  request: Request;
  address: string | undefined;
}

/** The id of the user who asks; a bot's token has to be good for `scope`. Rejects with Refusal. */
export async function readToken(
  gateway: GatewayContext,
  { request, address }: Asked,
  scope: Scope,
): Promise<number> {
  const claims = await apiCaller(gateway, request, address);
  if (claims.expiresAt <= Date.now()) {
    throw new Refusal("token_expired", "The access token has expired. Come again with a new one.");
  }
  if (claims.bot) checkScope(claims.scopes, scope);
  const { userId: id, name, admin, bot, guest } = claims;
  // The store has to know whether they are a guest.
  await gateway.users.visit({ id, name, admin, bot, guest }, performance.now());
  return id;
}
