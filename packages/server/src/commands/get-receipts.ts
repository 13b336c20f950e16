import type { GetReceipts } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember } from "./checks.ts";

/** How far members have read; empty in channels of more than LIMITS.receiptMembers. */
export async function getReceipts(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: GetReceipts,
): Promise<Answer> {
  checkMember(user, channel);
  return { case: "receipts", value: await gateway.store.read("receipts", { channel }) };
}
