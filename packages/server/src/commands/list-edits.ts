import type { ListEdits } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable } from "./checks.ts";
import { encodedAnswer } from "./message-page.ts";

/** What a message said before, the oldest first; who may read the message may read this. */
export async function listEdits(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq }: ListEdits,
): Promise<Answer> {
  await checkReadable(gateway, user, channel);
  return encodedAnswer(await gateway.store.read("listEdits", { channel, seq }));
}
