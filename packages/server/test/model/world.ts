import type {
  ChannelKind,
  Event,
  Init,
  NotificationLevel,
  Preferences,
  Role,
  Scope,
  ServerSettings,
  SlashCommand,
  Webhook,
  WordRule,
} from "@hubbub/protocol";

/** The whole chat in the simplest form: plain data, so that it can be copied and compared. */
export interface World {
  users: Map<number, Account>;
  channels: Map<number, Room>;
  /** By `key(user, channel, root)`. */
  follows: Map<string, Follow>;
  /** By `key(user, channel, thread)`; an empty one was forgotten. */
  drafts: Map<string, { user: number; channel: number; thread: number; text: string }>;
  scheduled: Map<number, Scheduled>;
  /** Users' own things that their feeds tell, even when they are gone: channels by `key(user, channel)`. */
  told: Set<string>;
  invites: Map<string, Invite>;
  reports: Report[];
  rules: WordRule[];
  audit: Act[];
  webhooks: Webhook[];
  slashCommands: SlashCommand[];
  settings: ServerSettings;
  /** What users' client ids have made, by `key(user, client id)`. */
  sent: Map<string, { channel: number; seq: number }>;
  /** Who has written since the server started to a channel that was in slow mode then, by `key(user, channel)`. */
  slowed: Set<string>;
}

export interface Account {
  id: number;
  name: string;
  admin: boolean;
  guest: boolean;
  bot: boolean;
  scopes: Scope[];
  displayName: string;
  title: string;
  timezone: string;
  presence: number;
  status: { emoji: string; text: string; until: number };
  preferences: Preferences;
}

export interface Room {
  id: number;
  name: string;
  kind: ChannelKind;
  topic: string;
  description: string;
  archived: boolean;
  slowModeS: number;
  retentionDays: number;
  postRole: Role;
  /** Of a direct channel: who is in it, ascending. */
  users: number[];
  /** Event n has seq n + 1. */
  log: { user: number; body: Init<Event>["body"] }[];
  messages: Map<number, Said>;
  members: Map<number, Member>;
  bans: Map<number, { until: number; reason: string; by: number }>;
}

export interface Member {
  role: Role;
  read: number;
  level: NotificationLevel;
  favourite: boolean;
  mutedUntil: number;
}

export interface Mentions {
  mentions: number[];
  mentionsChannel: boolean;
  mentionsHere: boolean;
}

/** A message, in its order of versions. */
export interface Said {
  seq: number;
  user: number;
  thread: number;
  inChannel: boolean;
  deleted: boolean;
  /** Each with the seq of the event that said so; the last one holds. None of a deleted message. */
  versions: ({ event: number; text: string } & Mentions)[];
  /** In the order of their first use. */
  reactions: { emoji: string; users: number[] }[];
  pinned: { event: number; by: number } | undefined;
}

export interface Follow {
  user: number;
  channel: number;
  root: number;
  following: boolean;
  /** The user has stopped to, and begins again only by writing or asking. */
  stopped: boolean;
  read: number;
}

export interface Scheduled {
  id: number;
  user: number;
  clientId: string;
  channel: number;
  thread: number;
  text: string;
  at: number;
}

export interface Invite {
  code: string;
  channel: number;
  user: number;
  expiresAt: number;
  maxUses: number;
  uses: number;
  role: Role;
}

export interface Report {
  /** 0 until somebody was told: a word rule's report follows its message at a time of its own. */
  id: number;
  channel: number;
  seq: number;
  by: number;
  reason: string;
  closedBy: number;
  note: string;
}

export interface Act {
  /** 0 until somebody was told. */
  id: number;
  actor: number;
  action: string;
  channel: number;
  target: number;
  detail: Record<string, unknown>;
}

export const key = (...parts: (number | string)[]): string => parts.join("/");

export const NO_PREFERENCES: Preferences = {
  keywords: [],
  quietUntil: 0,
  quietFromMinute: 0,
  quietToMinute: 0,
  hideReceipts: false,
  mailAfterMinutes: 0,
  client: "",
};

export function newWorld(): World {
  return {
    users: new Map(),
    channels: new Map(),
    follows: new Map(),
    drafts: new Map(),
    scheduled: new Map(),
    told: new Set(),
    invites: new Map(),
    reports: [],
    rules: [],
    audit: [],
    webhooks: [],
    slashCommands: [],
    settings: {
      name: "Hubbub",
      defaultChannels: [],
      restrictChannelCreation: false,
      editMinutes: 0,
      retentionDays: 0,
      hideReceipts: false,
      linkPreviews: true,
    },
    sent: new Map(),
    slowed: new Set(),
  };
}

export type Who = Pick<Account, "id" | "name" | "admin" | "guest" | "bot" | "scopes">;

export function newAccount(who: Who): Account {
  const status = { emoji: "", text: "", until: 0 };
  const profile = { displayName: "", title: "", timezone: "", presence: 0, status };
  return { ...who, ...profile, preferences: NO_PREFERENCES };
}

export const seqOf = (room: Room): number => room.log.length;
