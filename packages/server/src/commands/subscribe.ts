import type { Init, Subscribe, Subscribed } from "@hubbub/protocol";

import type { OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Session } from "../gateway/session.ts";
import { checkReadable, connectionOf, noChannel } from "./checks.ts";

/** Begins live delivery after the head given in the reply; what lies before is fetched with History (P4). */
export async function subscribe(
  gateway: GatewayContext,
  caller: Caller,
  { channel }: Subscribe,
): Promise<Answer> {
  return { case: "subscribed", value: await subscribeTo(gateway, caller, channel) };
}

/** Subscribes the caller's connection. Refuses who can't read the channel. */
export async function subscribeTo(
  gateway: GatewayContext,
  caller: Caller,
  channel: number,
): Promise<Init<Subscribed> & { epoch: number; head: number }> {
  const session = connectionOf(caller);
  const { user } = caller;
  await checkReadable(gateway, user, channel);
  const isMember = user.channels.has(channel);
  const position = await gateway.hub.subscribe(channel, session, () => session.state.kind === "open");
  if (!position) throw noChannel(channel);
  if (session.state.kind === "open") (session.subscriptions ??= new Set()).add(channel);
  // Who was removed while the store was asked had no subscription yet that could have been ended.
  if (isMember && !user.channels.has(channel)) {
    session.unsubscribe(channel);
    return subscribeTo(gateway, caller, channel);
  }
  // Nor had who was banned from a channel that everybody reads; the reply doesn't wait for that.
  if (!isMember) void endIfUnreadable(gateway, user, session, channel);
  return { channel, ...position };
}

async function endIfUnreadable(
  gateway: GatewayContext,
  user: OnlineUser,
  session: Session,
  channel: number,
): Promise<void> {
  try {
    await checkReadable(gateway, user, channel);
  } catch (error) {
    if (!(error instanceof Refusal))
      gateway.log.error({ err: error, channel }, "a reader could not be checked");
    session.unsubscribe(channel);
  }
}
