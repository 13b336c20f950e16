import {
  ARCHIVED_ACTIONS,
  type ChannelAction,
  ChannelKind,
  LIMITS,
  NOT_IN_DIRECT,
  PERMISSIONS,
  Role,
} from "@hubbub/protocol";

import type { Member, OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Session } from "../gateway/session.ts";
import type { ChannelRow, MembershipRow } from "../store/store.ts";

/** The connection that a command came on. Refuses one that came over HTTP. */
export function connectionOf({ session }: Caller): Session {
  if (session) return session;
  throw new Refusal("invalid", "This needs a connection: send it over a WebSocket.");
}

/** The user is no member of the channel; who can't see it must not learn that it is there, so `dispatch` looks. */
export class NotMember extends Refusal {
  constructor(readonly channel: number) {
    super("not_member", `You are not a member of channel ${channel}. Join it first.`);
  }
}

/** What somebody is told who is no member: of a channel that they can't see, that there is none. */
export async function toldOutsider(
  gateway: GatewayContext,
  user: OnlineUser,
  refusal: NotMember,
): Promise<Refusal> {
  try {
    await checkReadable(gateway, user, refusal.channel);
    return refusal;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The user's membership of the channel. Refuses who is no member. */
export function checkMember(user: OnlineUser, channel: number): Member {
  const member = user.channels.get(channel);
  if (member) return member;
  throw new NotMember(channel);
}

/** Refuses who is no administrator of the server. */
export function checkAdministrator(user: OnlineUser): void {
  if (!user.identity.admin) throw new Refusal("forbidden", "Only administrators of the server may do this.");
}

/** The user's membership. Refuses who is no member, and what the table of permissions doesn't allow this role, here. */
export function checkMay(user: OnlineUser, channel: number, action: ChannelAction): Member {
  const member = checkMember(user, channel);
  const fault = actionFault(member.channel, roleOf(user, member), action);
  if (fault) throw fault;
  return member;
}

/** The role that counts: administrators have an owner's wherever they are members. */
export function roleOf(user: OnlineUser, member: Member): Role {
  if (user.identity.admin && member.channel.kind !== ChannelKind.DIRECT) return Role.OWNER;
  return member.role as Role;
}

/** Why a role may not do it in this channel; undefined if it may. */
export function actionFault(channel: ChannelRow, role: Role, action: ChannelAction): Refusal | undefined {
  if (channel.kind === ChannelKind.DIRECT && NOT_IN_DIRECT.has(action)) {
    return new Refusal("forbidden", "This can't be done in a direct channel.");
  }
  if (channel.archived && !ARCHIVED_ACTIONS.has(action)) {
    return new Refusal("archived", "The channel is archived: it can be read only.");
  }
  if (role < PERMISSIONS[action]) {
    const least = ROLE_NAMES[PERMISSIONS[action]];
    return new Refusal("forbidden", `Your role in this channel does not allow it: it takes ${least}.`);
  }
  return undefined;
}

const ROLE_NAMES = ["", "a guest", "a member", "a moderator", "an owner"];

/** Public channels can be read by everybody but guests and who is banned, others by their members. */
export async function checkReadable(
  gateway: GatewayContext,
  user: OnlineUser,
  channel: number,
): Promise<void> {
  if (user.channels.has(channel)) return;
  const args = { channel, user: user.id, at: Date.now() };
  const view = user.identity.guest ? undefined : await gateway.store.read("outsideView", args);
  if (!view) throw noChannel(channel);
  if (view.bannedUntil !== undefined) throw banned(view.bannedUntil);
}

/** What who is banned is told; `until` 0: for good. */
export function banned(until: number): Refusal {
  const end = until === 0 ? "for good" : `until ${new Date(until).toISOString()}`;
  return new Refusal("banned", `You are banned from this channel ${end}.`);
}

/** The same for a channel that isn't there and one that may not be seen. */
export function noChannel(which: number | string): Refusal {
  return new Refusal("not_found", `There is no channel ${which} that you can see.`);
}

/** The limit of a page: the default for 0. */
export function pageLimit(
  limit: number,
  field: string,
  most: number = LIMITS.pageMax,
  ordinary: number = LIMITS.pageDefault,
): number {
  if (limit > most) {
    throw new Refusal("too_large", `A page has ${most} items at most.`, { field, limit: most });
  }
  return limit === 0 ? ordinary : limit;
}

/** The user's own state in a channel, if a member. */
export function mineOf(user: OnlineUser, channel: number): MembershipRow | undefined {
  const member = user.channels.get(channel);
  return member && { ...member, channel };
}
