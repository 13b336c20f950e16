import type { ListPins } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable } from "./checks.ts";
import { pageAnswer } from "./message-page.ts";

/** A channel's pinned messages, the one that was pinned last first. */
export async function listPins(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: ListPins,
): Promise<Answer> {
  await checkReadable(gateway, user, channel);
  return pageAnswer(gateway, channel, await gateway.store.read("listPins", { channel }));
}
