/** Every limit of the protocol, in one place. docs/SPEC.md quotes them. */
export const LIMITS = {
  /** Bytes of one WebSocket message in either direction of a client's making. */
  frameBytes: 64 * 1024,
  /** Bytes of UTF-8 in a message's text; at least 1. */
  textBytes: 16 * 1024,
  /** Characters of a `client_id`, printable ASCII; at least 1. */
  clientIdLength: 64,
  /** Characters (code points) of a channel's name; at least 1. */
  channelNameLength: 80,
  /** Characters (UTF-16 units) of a channel's topic and description. */
  topicLength: 250,
  descriptionLength: 4096,
  /** Users that are added to a channel at once. */
  membersAtOnce: 100,
  /** People of a direct channel; at least 2. */
  directUsers: 8,
  /** Seconds of a channel's slow mode. */
  slowModeS: 21_600,
  /** Days after which a channel's messages are removed. */
  retentionDays: 36_500,
  /** How far ahead an invitation may end, and how far it does if nothing is said, in ms. */
  inviteMs: 366 * 86_400_000,
  inviteDefaultMs: 7 * 86_400_000,
  /** Invitations to one channel at a time. */
  invitesPerChannel: 100,
  /** Characters (UTF-16 units) of the reason of a ban or report, and of the note that closes a report. */
  reasonLength: 500,
  /** Bans that are listed, the newest. */
  bansListed: 1000,
  /** Items of a page of reports: the default and the most. */
  reportsDefault: 20,
  reportsMax: 100,
  /** Characters (UTF-16 units) of a word rule's pattern. */
  wordPatternMin: 2,
  wordPatternMax: 100,
  /** Word rules of one channel, and of the server for all channels. */
  wordRules: 100,
  /** Characters (code points) of the server's name. */
  serverNameLength: 80,
  /** Channels that everybody joins at first. */
  defaultChannels: 20,
  /** Minutes in which an own message can be edited, where that is restricted. */
  editMinutes: 525_600,
  /** Characters (code points) of a user's name; at least 1. */
  userNameLength: 32,
  /** Bytes of UTF-8 in a file's name. */
  fileNameBytes: 255,
  /** Files of one user that nothing uses, unfinished uploads included. */
  unusedFiles: 100,
  /** Bytes of a custom emoji's image, or of a user's picture. */
  smallImageBytes: 512 * 1024,
  /** Emoji of a server's own. */
  customEmoji: 2_000,
  /** Files of one GetFileLinks. */
  fileLinks: 100,
  /** Items of one ListFiles: the default and the most. */
  filesDefault: 20,
  filesMax: 100,
  /** Characters (UTF-16 units) of a search; at least 1. */
  queryLength: 500,
  /** Items of one page of Search: the default and the most. */
  searchDefault: 20,
  searchMax: 100,
  /** Bytes of UTF-8 in a password. */
  passwordBytesMin: 8,
  passwordBytesMax: 256,
  /** Commands in one client frame. */
  commandsPerFrame: 256,
  /** Items of one page: the default and the most. */
  pageDefault: 100,
  pageMax: 500,
  /** Bytes of events in one history page, past which the page ends early (with at least one event). */
  pageBytes: 256 * 1024,
  /** Characters (UTF-16 units) of a webhook's name, of a trigger word, and of a URL. */
  webhookNameLength: 80,
  urlLength: 2048,
  /** Trigger words of a webhook. */
  triggerWords: 20,
  /** Files of one message. */
  messageFiles: 10,
  /** Places with an @ in a text that are looked at; those behind them are text like others. */
  mentionPlaces: 100,
  /** Times that a message can be edited. */
  editsPerMessage: 100,
  /** Different emoji on one message, and reactions of all users to it. */
  emojiPerMessage: 50,
  reactionsPerMessage: 10_000,
  /** Pinned messages of a channel. */
  pinsPerChannel: 100,
  /** Items of a page of threads, or of messages of several channels: the default and the most. */
  foundDefault: 20,
  foundMax: 100,
  /** Drafts, and messages to be sent later, of one user. */
  drafts: 100,
  scheduled: 100,
  /** How far ahead a message may be scheduled, in days. */
  scheduledDays: 366,
  /** Members of a channel up to which read receipts are told. */
  receiptMembers: 50,
  /** Channels of one SubscribeMany, and what each, and all of them, can be told of what they missed: events, bytes. */
  subscribedAtOnce: 1000,
  missedEvents: 100,
  missedBytes: 256 * 1024,
  /** Channels whose unread counts are asked for at once. */
  unreadChannels: 1000,
  /** Users whose presence one connection watches. */
  watchedUsers: 500,
  /** Characters (UTF-16 units) of a display name, a title and a status's text. */
  displayNameLength: 64,
  titleLength: 100,
  statusLength: 100,
  /** Characters (UTF-16 units) of an emoji, or of the name of a custom one with its colons. */
  emojiLength: 40,
  /** Words of a user that notify them, and the characters (code points) of each. */
  keywords: 50,
  keywordLength: 64,
  /** Bytes of what a client keeps in the preferences. */
  clientPreferencesBytes: 4096,
  /** Minutes after which unread mentions are mailed, at most: a week. */
  mailAfterMinutes: 10_080,
  /** Users online named in one PresenceState. */
  presenceUsers: 1000,
  /** A socket that has not authenticated after this long is closed. */
  authenticateMs: 10_000,
  /** The server sends something at least this often; a client that answers nothing twice is closed. */
  heartbeatMs: 25_000,
} as const;

/** The last time that there is, in ms since 1970 UTC: that of ECMAScript's Date. */
export const LAST_TIME = 8.64e15;

/** Ids and seqs are integers below this, so that they are exact in every language's doubles. */
export const ID_LIMIT = 2 ** 53;
