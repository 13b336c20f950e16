import {
  ARCHIVED_ACTIONS,
  type Channel as ChannelInfo,
  type ChannelAction,
  ChannelKind,
  NOT_IN_DIRECT,
  PERMISSIONS,
  Role,
  type User,
} from "@hubbub/protocol";

/** The role that counts in a channel: administrators of the server have an owner's in each that they are in. */
export function roleIn(channel: ChannelInfo, user: User | undefined): Role {
  const role = (channel.mine?.role ?? Role.UNSPECIFIED) as Role;
  const isOwner = user?.admin === true && role > 0 && channel.kind !== ChannelKind.DIRECT;
  return isOwner ? Role.OWNER : role;
}

/** Whether the user, whose own state the channel has as `mine`, may do this in it: what the server will say, too. */
export function may(action: ChannelAction, channel: ChannelInfo, user: User | undefined): boolean {
  if (channel.kind === ChannelKind.DIRECT && NOT_IN_DIRECT.has(action)) return false;
  if (channel.archived && !ARCHIVED_ACTIONS.has(action)) return false;
  return roleIn(channel, user) >= PERMISSIONS[action];
}
