import { LIMITS, type ListReports } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Reports of the channels that the user moderates, of all for an administrator; the newest first. */
export async function listReports(
  gateway: GatewayContext,
  { user }: Caller,
  { all, before, limit }: ListReports,
): Promise<Answer> {
  const most = LIMITS.reportsMax;
  if (limit > most) {
    const message = `A page has ${most} reports at most.`;
    throw new Refusal("too_large", message, { field: "listReports.limit", limit: most });
  }
  const size = limit === 0 ? LIMITS.reportsDefault : limit;
  const args = { user: user.identity.admin ? 0 : user.id, all, before, limit: size + 1 };
  const reports = await gateway.store.read("listReports", args);
  return { case: "reports", value: { reports: reports.slice(0, size), more: reports.length > size } };
}
