import { LIMITS } from "@hubbub/protocol";

import type { OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { ChannelRow } from "../store/store.ts";

/** ChannelKind.PUBLIC of the protocol. */
export const PUBLIC = 1;

export function checkMember(user: OnlineUser, channel: number): void {
  if (!user.channels.has(channel)) {
    throw new Refusal("not_member", `You are not a member of channel ${channel}. Join it first.`);
  }
}

/** Public channels can be read by everybody, others by their members. */
export async function checkReadable(
  gateway: GatewayContext,
  user: OnlineUser,
  channel: number,
): Promise<void> {
  if (user.channels.has(channel)) return;
  const row = await gateway.store.channel(channel);
  if (row?.kind !== PUBLIC) throw noChannel(channel);
}

/** The same for a channel that isn't there and one that may not be seen. */
export function noChannel(which: number | string): Refusal {
  return new Refusal("not_found", `There is no channel ${which} that you can see.`);
}

/** The limit of a page: the default for 0. */
export function pageLimit(limit: number, field: string): number {
  if (limit > LIMITS.pageMax) {
    throw new Refusal("too_large", `A page has ${LIMITS.pageMax} items at most.`, {
      field,
      limit: LIMITS.pageMax,
    });
  }
  return limit === 0 ? LIMITS.pageDefault : limit;
}

/** The protocol's Channel of a row, for this user. */
export function toChannel(row: ChannelRow, user: OnlineUser) {
  const { id, name, kind, epoch, head } = row;
  return { id, name, kind, epoch, head, member: user.channels.has(id) };
}
