import type { Unsubscribe } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Ends live delivery; no error if there was none. */
export async function unsubscribe(
  _gateway: GatewayContext,
  { session }: Caller,
  { channel }: Unsubscribe,
): Promise<Answer> {
  session.unsubscribe(channel);
  return { case: "done", value: {} };
}
