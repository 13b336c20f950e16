import { type GetMessages, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable } from "./checks.ts";
import { pageAnswer } from "./message-page.ts";

/** Messages by seq as they read now; what is no message is left out. */
export async function getMessages(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seqs }: GetMessages,
): Promise<Answer> {
  if (seqs.length === 0 || seqs.length > LIMITS.pageMax) {
    const message = `Ask for 1 to ${LIMITS.pageMax} messages at a time.`;
    throw new Refusal("invalid", message, { field: "getMessages.seqs", limit: LIMITS.pageMax });
  }
  await checkReadable(gateway, user, channel);
  return pageAnswer(gateway, channel, await gateway.store.read("getMessages", { channel, seqs }));
}
