import type { Unsubscribe } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { connectionOf } from "./checks.ts";

/** Ends live delivery; no error if there was none. */
export async function unsubscribe(
  _gateway: GatewayContext,
  caller: Caller,
  { channel }: Unsubscribe,
): Promise<Answer> {
  const session = connectionOf(caller);
  session.unsubscribe(channel);
  return { case: "done", value: {} };
}
