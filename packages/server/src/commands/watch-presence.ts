import type { WatchPresence } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember, connectionOf } from "./checks.ts";

/** Starts or stops PresenceChanged signals of a subscribed channel. */
export async function watchPresence(
  gateway: GatewayContext,
  caller: Caller,
  { channel, stop }: WatchPresence,
): Promise<Answer> {
  const session = connectionOf(caller);
  const { user } = caller;
  if (stop) {
    gateway.presence.unwatch(channel, session);
    return { case: "done", value: {} };
  }
  checkMember(user, channel);
  if (!session.subscriptions?.has(channel)) {
    throw new Refusal("invalid", "Subscribe to the channel first.", { field: "watchPresence.channel" });
  }
  return { case: "presence", value: { channel, online: gateway.presence.watch(channel, session) } };
}
