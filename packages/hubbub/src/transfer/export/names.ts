import { ChannelKind, Role } from "@hubbub/protocol";

/** What exports call the kinds of channels, and back. */
export const CHANNEL_TYPES = {
  public: ChannelKind.PUBLIC,
  private: ChannelKind.PRIVATE,
  direct: ChannelKind.DIRECT,
} as const;

export const ROLES = {
  guest: Role.GUEST,
  member: Role.MEMBER,
  moderator: Role.MODERATOR,
  owner: Role.OWNER,
} as const;

/** As in the protocol's NotificationLevel. */
export const LEVELS = { all: 1, mentions: 2, nothing: 3 } as const;

/** As the protocol's PresenceKind. */
export const PRESENCES = { away: 2, "do not disturb": 3 } as const;

/** As in the store. */
export const FOLLOWING = { yes: 1, stopped: 2 } as const;

/** The name of a value in one of these tables; empty if it has none. */
export function nameIn(table: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(table).find((name) => table[name] === value) ?? "";
}
