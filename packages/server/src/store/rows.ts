import type { Channel, Init, Membership, PresenceKind, Role, User } from "@hubbub/protocol";

/** A user, as far as the gateway knows one. */
export interface UserRow {
  id: number;
  name: string;
  displayName: string;
  /** Id of a file; 0: none. */
  avatar: number;
  title: string;
  timezone: string;
  bot: boolean;
  admin: boolean;
  guest: boolean;
  disabled: boolean;
  /** A PresenceKind that was set; 0: it follows the connections. */
  presence: number;
  statusEmoji: string;
  statusText: string;
  statusUntil: number;
}

/** What of a channel is the same for all. */
export interface ChannelRow {
  id: number;
  /** Empty for a direct channel. */
  name: string;
  /** A ChannelKind of the protocol. */
  kind: number;
  epoch: number;
  topic: string;
  description: string;
  archived: boolean;
  slowModeS: number;
  retentionDays: number;
  /** A Role of the protocol. */
  postRole: number;
  /** Members of a direct channel, ascending; else empty. */
  users: number[];
  /** Seq of the newest entry; 0 for none. */
  head: number;
}

/** A user's own state in a channel. */
export interface MembershipRow {
  channel: number;
  /** A Role of the protocol. */
  role: number;
  read: number;
  /** A NotificationLevel of the protocol. */
  level: number;
  favourite: boolean;
  mutedUntil: number;
}

/** The protocol's Channel of a row, for a user with this membership. */
export function channelOf({ users, ...row }: ChannelRow, mine: MembershipRow | undefined): Init<Channel> {
  return {
    ...row,
    kind: row.kind as Channel["kind"],
    postRole: row.postRole as Role,
    users,
    member: mine !== undefined,
    mine: mine && membershipOf(mine),
  };
}

/** The row of a protocol's Channel. */
export function channelRowOf(channel: Channel): ChannelRow {
  const { member: _member, mine: _mine, ...row } = channel;
  return row;
}

/** The protocol's Membership of a row. */
export function membershipOf({ role, level, ...row }: MembershipRow): Init<Membership> {
  return { ...row, role: role as Role, level: level as Membership["level"] };
}

/** The protocol's User of a row. */
export function userOf(row: UserRow): Init<User> {
  const { statusEmoji: emoji, statusText: text, statusUntil: until, presence, ...rest } = row;
  const ended = until !== 0 && until <= Date.now();
  const status = (emoji === "" && text === "") || ended ? undefined : { emoji, text, until };
  return { ...rest, status, presence: presence as PresenceKind };
}
