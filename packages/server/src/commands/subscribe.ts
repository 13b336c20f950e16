import type { Subscribe } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable, connectionOf, noChannel } from "./checks.ts";

/** Begins live delivery after the head given in the reply; what lies before is fetched with History (P4). */
export async function subscribe(
  gateway: GatewayContext,
  caller: Caller,
  { channel }: Subscribe,
): Promise<Answer> {
  const session = connectionOf(caller);
  const { user } = caller;
  await checkReadable(gateway, user, channel);
  const position = await gateway.hub.subscribe(channel, session, () => session.state.kind === "open");
  if (!position) throw noChannel(channel);
  if (session.state.kind === "open") (session.subscriptions ??= new Set()).add(channel);
  // Who was removed or banned while the store was asked had no subscription yet that could have been ended.
  await checkReadable(gateway, user, channel).catch((error: unknown) => {
    session.unsubscribe(channel);
    throw error;
  });
  return { case: "subscribed", value: { channel, ...position } };
}
