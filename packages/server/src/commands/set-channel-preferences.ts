import { NotificationLevel, type SetChannelPreferences } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { membershipOf } from "../store/store.ts";
import { checkMember, NotMember } from "./checks.ts";

/** Sets what the user wants of a channel, on all their devices. */
export async function setChannelPreferences(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, level, favourite }: SetChannelPreferences,
): Promise<Answer> {
  checkMember(user, channel);
  if (level > NotificationLevel.NOTHING) {
    const field = "setChannelPreferences.level";
    throw new Refusal("invalid", "There is no such level.", { field, limit: NotificationLevel.NOTHING });
  }
  const args = { channel, user: user.id, level, favourite };
  const mine = await gateway.writes.do("setChannelPreferences", args);
  if (!mine) throw new NotMember(channel);
  return { case: "membership", value: membershipOf(mine) };
}
