import type { PinMessage, UnpinMessage } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkNotMuted, checkRate } from "./send.ts";

/** Pins a message in its channel; nothing happens if it is pinned. */
export async function pinMessage(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq }: PinMessage,
): Promise<Answer> {
  checkNotMuted(checkMay(user, channel, "pin"));
  checkRate(gateway, user);
  const event = await gateway.writes.do("pinMessage", { channel, seq, user: user.id, at: Date.now() });
  return { case: "logged", value: { channel, seq: event } };
}

/** Unpins a message; nothing happens if it is not pinned. */
export async function unpinMessage(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq }: UnpinMessage,
): Promise<Answer> {
  checkNotMuted(checkMay(user, channel, "pin"));
  checkRate(gateway, user);
  const event = await gateway.writes.do("unpinMessage", { channel, seq, user: user.id, at: Date.now() });
  return { case: "logged", value: { channel, seq: event } };
}
