import { ChannelKind, type JoinChannel, Role } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { channelOf } from "../store/store.ts";
import { actionFault, mineOf, noChannel } from "./checks.ts";
import { checkChannelName } from "./create-channel.ts";

/** Makes the user a member of a public channel; joining again changes nothing. */
export async function joinChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, name }: JoinChannel,
): Promise<Answer> {
  if (channel === 0) checkChannelName(name, "joinChannel.name");
  const row =
    channel === 0
      ? await gateway.store.read("channelByName", { name })
      : await gateway.store.read("channel", { id: channel });
  const mine = row && mineOf(user, row.id);
  const mayJoin = row?.kind === ChannelKind.PUBLIC && !user.identity.guest;
  if (!row || !(mine || mayJoin)) throw noChannel(channel === 0 ? `"${name}"` : channel);
  await gateway.hub.catchUp(row.id, row.head);
  if (mine) return { case: "channel", value: channelOf(row, mine) };
  const fault = actionFault(row, Role.MEMBER, "send");
  if (fault) throw fault;
  const args = { channel: row.id, user: user.id, role: Role.MEMBER, at: Date.now() };
  const value = await gateway.writes.do("joinChannel", args);
  gateway.presence.tell(row.id, user.id, true);
  return { case: "channel", value };
}
