/** Why a user is told of a message. */
export type Reason =
  /** It mentions the user by name, ... */
  | "mention"
  /** ... or all members (@channel), ... */
  | "channel"
  /** ... or those who are online (@here). */
  | "here"
  /** It was written to the user, or to a few with the user among them. */
  | "direct"
  /** It is a reply in a thread that the user follows. */
  | "thread"
  /** It has one of the user's own words. */
  | "keyword"
  /** It is any message of a channel of which the user wants to know all. */
  | "message";

/** NotificationLevel of the protocol. */
export const Level = { STANDARD: 0, ALL: 1, MENTIONS: 2, NOTHING: 3 } as const;

/** What of a message counts. */
export interface NotifyingMessage {
  author: number;
  /** In a direct channel. */
  direct: boolean;
  mentions: readonly number[];
  mentionsChannel: boolean;
  mentionsHere: boolean;
  /** Seq of the thread's root; 0: it is no reply. */
  thread: number;
  /** A reply that is shown in the channel, too. */
  inChannel: boolean;
}

/** What of a member of its channel counts. */
export interface NotifiedMember {
  user: number;
  /** A NotificationLevel. */
  level: number;
  followsThread: boolean;
  hasKeyword: boolean;
}

/**
 * Whether, and why, a member is told of a message. Nobody is told of their own; at the level NOTHING nobody is of
 * anything. Mentions come first. The standard level is ALL in direct channels and MENTIONS in others; threads that the
 * user follows and the user's own words count at each. Replies that are not shown in the channel are not messages of
 * the channel.
 */
export function reasonToNotify(message: NotifyingMessage, member: NotifiedMember): Reason | undefined {
  const { user, level } = member;
  if (user === message.author || level === Level.NOTHING) return undefined;
  if (message.mentions.includes(user)) return "mention";
  if (message.mentionsChannel) return "channel";
  if (message.mentionsHere) return "here";
  if (message.thread !== 0 && member.followsThread) return "thread";
  if (member.hasKeyword) return "keyword";
  if (message.thread !== 0 && !message.inChannel) return undefined;
  if (message.direct) return level === Level.MENTIONS ? undefined : "direct";
  return level === Level.ALL ? "message" : undefined;
}
