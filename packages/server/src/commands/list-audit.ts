import type { ListAudit } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator, checkMay, pageLimit } from "./checks.ts";

/** Who did what, the newest first: owners see their channel's, administrators all. */
export async function listAudit(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, before, limit, action }: ListAudit,
): Promise<Answer> {
  if (channel === 0) checkAdministrator(user);
  else if (!user.identity.admin) checkMay(user, channel, "audit");
  const size = pageLimit(limit, "listAudit.limit");
  const entries = await gateway.store.read("listAudit", { channel, before, limit: size + 1, action });
  return { case: "audit", value: { entries: entries.slice(0, size), more: entries.length > size } };
}
