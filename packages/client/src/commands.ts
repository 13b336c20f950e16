import type { Command, Init, Reply } from "@hubbub/protocol";

type CommandBody = Extract<Command["body"], { value: object }>;

export type CommandCase = CommandBody["case"];

/** What a command says; what is left out has its default value. */
export type CommandValue<C extends CommandCase> = Init<Extract<CommandBody, { case: C }>["value"]>;

type ReplyBody = Extract<Reply["body"], { value: object }>;

/** Which replies answer a command, if it isn't refused. */
export const ANSWERS = {
  authenticate: ["welcome"],
  send: ["sent"],
  subscribe: ["subscribed"],
  subscribeMany: ["subscriptions"],
  unsubscribe: ["done"],
  history: ["events"],
  createChannel: ["channel"],
  listChannels: ["channels"],
  joinChannel: ["channel"],
  leaveChannel: ["done"],
  listMembers: ["users"],
  getUsers: ["users"],
  startTyping: ["done"],
  watchPresence: ["presence", "done"],
  editMessage: ["logged"],
  deleteMessage: ["logged"],
  addReaction: ["logged"],
  removeReaction: ["logged"],
  pinMessage: ["logged"],
  unpinMessage: ["logged"],
  listMessages: ["messages"],
  getMessages: ["messages"],
  listEdits: ["edits"],
  listPins: ["messages"],
  listThreads: ["threads"],
  followThread: ["done"],
  listMentions: ["found"],
  setDraft: ["done"],
  scheduleMessage: ["scheduled"],
  cancelScheduled: ["done"],
  search: ["found"],
  updateChannel: ["logged"],
  openDirect: ["channel"],
  addMembers: ["logged"],
  removeMember: ["logged"],
  setRole: ["logged"],
  setChannelPreferences: ["membership"],
  createInvite: ["invite"],
  listInvites: ["invites"],
  revokeInvite: ["done"],
  getInvite: ["invite"],
  joinByInvite: ["channel"],
  markRead: ["done"],
  markAllRead: ["done"],
  getUnread: ["unread"],
  getReceipts: ["receipts"],
  syncUser: ["userChanges"],
  setStatus: ["done"],
  setIdle: ["done"],
  setProfile: ["done"],
  listUsers: ["users"],
  watchUsers: ["presences"],
  setPreferences: ["done"],
  registerPush: ["done"],
  unregisterPush: ["done"],
  getFileLinks: ["fileLinks"],
  listFiles: ["files"],
  createEmoji: ["done"],
  deleteEmoji: ["done"],
  listEmoji: ["emoji"],
  ban: ["logged"],
  unban: ["done"],
  listBans: ["bans"],
  mute: ["logged"],
  reportMessage: ["done"],
  listReports: ["reports"],
  resolveReport: ["done"],
  addWordRule: ["wordRule"],
  removeWordRule: ["done"],
  listWordRules: ["wordRules"],
  listAudit: ["audit"],
  getSettings: ["settings"],
  setSettings: ["settings"],
  createWebhook: ["webhook"],
  listWebhooks: ["webhooks"],
  deleteWebhook: ["done"],
  createSlashCommand: ["slashCommands"],
  listSlashCommands: ["slashCommands"],
  deleteSlashCommand: ["done"],
  runSlashCommand: ["done"],
  getHealth: ["health"],
  getServerInfo: ["serverInfo"],
} as const satisfies Record<CommandCase, readonly ReplyBody["case"][]>;

type Answers = {
  [C in CommandCase]: Extract<ReplyBody, { case: (typeof ANSWERS)[C][number] }>["value"];
};

/** The body of the reply to a command, if it isn't an error. */
export type Answer<C extends CommandCase> = Answers[C];

/** Carried out twice, these do more than once: they are not sent again when their answer is lost. */
const ONCE: ReadonlySet<CommandCase> = new Set([
  "createChannel",
  "createInvite",
  "createWebhook",
  "createSlashCommand",
  "addWordRule",
  "reportMessage",
  "runSlashCommand",
]);

/** Whether a command may be sent again when its answer didn't come. */
export function isRepeatable(command: CommandCase): boolean {
  return !ONCE.has(command);
}
