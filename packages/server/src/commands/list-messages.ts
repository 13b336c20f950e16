import type { ListMessages } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable, pageLimit } from "./checks.ts";
import { pageAnswer } from "./message-page.ts";

/** A page of a channel's or thread's messages as they read now; with the events after its head it stays exact. */
export async function listMessages(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, thread, before, after, around, limit }: ListMessages,
): Promise<Answer> {
  if ([before, after, around].filter((seq) => seq !== 0).length > 1) {
    throw new Refusal("invalid", "Give one of before, after and around.", { field: "listMessages.before" });
  }
  const size = pageLimit(limit, "listMessages.limit");
  await checkReadable(gateway, user, channel);
  const query = { channel, thread, before, after, around, limit: size };
  return pageAnswer(gateway, channel, await gateway.store.read("listMessages", query));
}
