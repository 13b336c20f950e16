/**
 * The form between: readers make these of another program's export, in an order in which each refers to earlier ones
 * only, and the importer writes them: users, then emoji, then channel after channel, each with its members, its messages in
 * their order, its pins, its cursors and its end. Ids are the source's own, each unique among its kind; those of messages within
 * their channel. Times are milliseconds since 1970 UTC.
 */
export type TransferRecord =
  | UserRecord
  | EmojiRecord
  | ChannelRecord
  | MemberRecord
  | MessageRecord
  | PinRecord
  | ReadRecord
  | FollowRecord
  | EndRecord;

export interface UserRecord {
  kind: "user";
  id: string;
  /** Made valid and unique by the importer. */
  name: string;
  displayName: string;
  title: string;
  timezone: string;
  /** Empty: not known. */
  email: string;
  role: "admin" | "member" | "guest";
  bot: boolean;
  disabled: boolean;
  /** 0: not known. */
  createdAt: number;
  status: { emoji: string; text: string; until: number };
  /** As the protocol's PresenceKind; 0: it follows the connections. */
  presence: number;
  avatar?: FileRecord | undefined;
  /** The protocol's Preferences, as far as they were set. */
  preferences?: object | undefined;
}

/** An emoji of the server's own. */
export interface EmojiRecord {
  kind: "emoji";
  name: string;
  /** Who has added it; empty: not known. */
  user: string;
  file: FileRecord;
}

export interface ChannelRecord {
  kind: "channel";
  id: string;
  type: "public" | "private" | "direct";
  /** Made valid and unique by the importer; of a direct channel it is used if it can't be one. */
  name: string;
  topic: string;
  description: string;
  archived: boolean;
  slowModeS: number;
  retentionDays: number;
  /** The protocol's Role; 0: everybody may post. */
  postRole: number;
  /** Who has made it; empty: not known. */
  creator: string;
  at: number;
  /** All members of a direct channel; else none: they come as records. */
  members: readonly string[];
}

export interface MemberRecord {
  kind: "member";
  channel: string;
  user: string;
  /** The protocol's Role. */
  role: number;
  at: number;
  /** The protocol's NotificationLevel. */
  level: number;
  favourite: boolean;
  mutedUntil: number;
}

export interface MessageRecord {
  kind: "message";
  channel: string;
  id: string;
  /** Empty: nobody who has an account; then there is an alias. */
  user: string;
  at: number;
  /** Markdown, in which `mentionOf` stands for a user's name with its @. */
  text: string;
  /** The message whose thread it replies in; empty: none. */
  thread: string;
  inChannel: boolean;
  /** Users who are mentioned besides those in the text. */
  mentions: readonly string[];
  mentionsChannel: boolean;
  mentionsHere: boolean;
  files: readonly FileRecord[];
  alias?: { name: string; emoji: string } | undefined;
  /** What it said is gone. */
  deleted: boolean;
  /** Of an edited message what it has said from when on, the oldest first; the last is its text. */
  versions: readonly { at: number; text: string }[];
  reactions: readonly { emoji: string; user: string; at: number }[];
  previews: readonly PreviewRecord[];
}

export interface PreviewRecord {
  url: string;
  title: string;
  description: string;
  site: string;
  image?: FileRecord | undefined;
}

/** A file whose bytes the source has. */
export interface FileRecord {
  id: string;
  name: string;
  /** A local file, or undefined if the bytes aren't there; the caller has it removed by `done`. */
  open(): Promise<LocalFile>;
}

export interface LocalFile {
  path: string;
  /** Removes what was made for it. */
  done(): Promise<void>;
}

/** Pins come after their channel's messages, in the order of their pinning. */
export interface PinRecord {
  kind: "pin";
  channel: string;
  message: string;
  user: string;
  at: number;
}

/** How far a member has read a channel. */
export interface ReadRecord {
  kind: "read";
  channel: string;
  user: string;
  /** The last message that was read; empty: none. */
  message: string;
}

/** How a user follows a thread. */
export interface FollowRecord {
  kind: "follow";
  channel: string;
  user: string;
  thread: string;
  /** As in the store: 0 no, 1 yes, 2 stopped. */
  following: number;
  /** The last reply that was read; empty: none. */
  message: string;
}

/** Nothing more comes of a channel. */
export interface EndRecord {
  kind: "end";
  channel: string;
  /** Who has not been told to be elsewhere has read all, and follows the threads that they are in. */
  readAll: boolean;
}

const OPEN = "\uFDD0";
const CLOSE = "\uFDD1";
const MENTION = /\uFDD0([^\uFDD0\uFDD1]*)\uFDD1/g;

/** Stands in a text for a user's name, by the user's id. */
export function mentionOf(user: string): string {
  return OPEN + user + CLOSE;
}

/** A text of the source without what would be taken for a mention. */
export function withoutMarks(text: string): string {
  return text.includes(OPEN) || text.includes(CLOSE) ? text.replaceAll(/[\uFDD0\uFDD1]/g, "\uFFFD") : text;
}

/** Puts what `nameOf` gives in the place of each mention. */
export function resolveMarks(text: string, nameOf: (user: string) => string): string {
  return text.includes(OPEN) ? text.replaceAll(MENTION, (_mark, user: string) => nameOf(user)) : text;
}
