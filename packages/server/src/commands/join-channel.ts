import { channelNameFault, encodeEntry, type JoinChannel, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { ChannelRow } from "../store/store.ts";
import { noChannel, PUBLIC, toChannel } from "./checks.ts";

/** Makes the user a member of a public channel; joining again changes nothing. */
export async function joinChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, name }: JoinChannel,
): Promise<Answer> {
  if (channel === 0) checkName(name);
  const row = channel === 0 ? await gateway.store.channelByName(name) : await gateway.store.channel(channel);
  if (!row || (row.kind !== PUBLIC && !user.channels.has(row.id))) {
    throw noChannel(channel === 0 ? `"${name}"` : channel);
  }
  await gateway.hub.catchUp(row.id, row.head);
  const head = user.channels.has(row.id) ? row.head : await join(gateway, user, row);
  return { case: "channel", value: { ...toChannel(row, user), head } };
}

/** A name that no channel can have is said to be one, and not looked for. */
function checkName(name: string): void {
  const fault = channelNameFault(name);
  if (!fault) return;
  const details = { field: "joinChannel.name", limit: LIMITS.channelNameLength };
  throw new Refusal("invalid", `The channel's name ${fault}.`, details);
}

/** Gives the log's head after the joining. */
async function join(gateway: GatewayContext, user: Caller["user"], row: ChannelRow): Promise<number> {
  const body = { case: "joined" as const, value: { name: user.name } };
  const entry = encodeEntry({ at: Date.now(), user: user.id, body });
  const appended = await gateway.store.join(row.id, user.id, entry);
  user.channels.add(row.id);
  if (!appended) return row.head;
  gateway.events.publish(row.id, [{ seq: appended.seq, entry }]);
  gateway.presence.tell(row.id, user.id, true);
  return appended.seq;
}
