import { frameReply } from "@hubbub/protocol";

import type { Answer } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { noChannel } from "./checks.ts";

/** A reply that the store has encoded. */
export function encodedAnswer({ packed }: { packed: ArrayBuffer }): Answer {
  const body = new Uint8Array(packed);
  return { case: "encoded", encode: (id) => frameReply(id, body) };
}

/** A page that the store has encoded: it goes out when subscribers have been given all that it knows of. */
export async function pageAnswer(
  gateway: GatewayContext,
  channel: number,
  page: { packed: ArrayBuffer; head: number } | undefined,
): Promise<Answer> {
  if (!page) throw noChannel(channel);
  await gateway.hub.catchUp(channel, page.head);
  return encodedAnswer(page);
}
