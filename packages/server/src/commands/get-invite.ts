import type { GetInvite } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** What an invitation is for, for whoever has its code. */
export async function getInvite(
  gateway: GatewayContext,
  _caller: Caller,
  { code }: GetInvite,
): Promise<Answer> {
  const value = await gateway.store.read("invite", { code, at: Date.now() });
  if (value) return { case: "invite", value };
  throw new Refusal("not_found", "This invitation is not good, or not any more. Ask for another one.", {
    field: "getInvite.code",
  });
}
