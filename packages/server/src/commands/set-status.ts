import { LIMITS, PresenceKind, type SetStatus } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkLength } from "./create-channel.ts";

/** Sets presence and status; both are told to who watches the user. */
export async function setStatus(
  gateway: GatewayContext,
  { user }: Caller,
  { presence, status }: SetStatus,
): Promise<Answer> {
  if (presence === PresenceKind.ONLINE || presence > PresenceKind.DO_NOT_DISTURB) {
    const message = "Presence can be set to away, to do not disturb, or to follow the connections.";
    throw new Refusal("invalid", message, { field: "setStatus.presence" });
  }
  const { emoji = "", text = "", until = 0 } = status ?? {};
  checkLength(text, LIMITS.statusLength, "status", "setStatus.status.text");
  checkLength(emoji, LIMITS.emojiLength, "status's emoji", "setStatus.status.emoji");
  await gateway.writes.do("setStatus", { user: user.id, presence, emoji, text, until });
  gateway.userPresence.changed(user.id, true);
  return { case: "done", value: {} };
}
