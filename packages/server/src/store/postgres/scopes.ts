import type { VerbArgs, WriteVerbs } from "../store.ts";
import { ALL, type Scope } from "./turns.ts";

type ScopeOf<Args> = (args: Args) => Scope | typeof ALL;

const all = (): typeof ALL => ALL;
const one = ({ user }: { user: number }): Scope => ({ channels: [], users: [user] });
const log = ({ channel }: { channel: number }): Scope => ({ channels: [channel], users: [] });
/** 0 stands for all channels. */
const logOrAll = (args: { channel: number }) => (args.channel === 0 ? ALL : log(args));
const oneInLog = ({ channel, user }: { channel: number; user: number }): Scope => ({
  channels: [channel],
  users: [user],
});
const unheard = (): Scope => ({ channels: [], users: [] });

/**
 * What each writing verb reads before it decides, and changes: two verbs whose scopes share something run one after the other,
 * in the whole cluster. What takes no lock here has to be right beside everything, as statements are that look and change
 * in one. Rows of other users' feeds are not named: their versions are counted by the rows themselves.
 */
export const SCOPES: { readonly [Verb in keyof WriteVerbs]: ScopeOf<VerbArgs<WriteVerbs[Verb]>> } = {
  // A new user joins the default channels.
  saveUser: ({ id }) => ({ channels: [], users: [id] }),
  createChannel: all,
  joinChannel: oneInLog,
  leaveChannel: oneInLog,
  // A cursor has nothing to do with who writes there.
  markRead: one,
  markAllRead: one,
  setPreferences: one,
  setProfile: one,
  setStatus: one,
  setDisabled: one,
  // Names of channels are everybody's.
  updateChannel: (args) => (args.setting === "name" ? ALL : log(args)),
  openDirect: all,
  addMembers: ({ channel, users }) => ({ channels: [channel], users: [...users] }),
  kick: oneInLog,
  setRole: oneInLog,
  setChannelPreferences: one,
  createInvite: oneInLog,
  revokeInvite: log,
  joinByInvite: all,
  createFile: ({ owner }) => ({ channels: [], users: [owner] }),
  finishFile: unheard,
  removeFile: ({ owner }) => ({ channels: [], users: [owner] }),
  expireFiles: all,
  forgetFiles: unheard,
  secret: unheard,
  addPreviews: log,
  createEmoji: all,
  deleteEmoji: all,
  importUsers: all,
  importAvatar: all,
  importEmoji: all,
  importChannel: all,
  importMembers: all,
  importFile: all,
  importMessages: all,
  importPins: all,
  importCursors: all,
  importFollows: all,
  endImport: all,
  createWebhook: logOrAll,
  deleteWebhook: all,
  createSlashCommand: all,
  deleteSlashCommand: all,
  disableWebhook: all,
  registerPush: one,
  unregisterPush: one,
  forgetPush: unheard,
  stopMails: one,
  sendMessage: oneInLog,
  sentMessage: oneInLog,
  editMessage: oneInLog,
  deleteMessage: oneInLog,
  addReaction: oneInLog,
  removeReaction: oneInLog,
  pinMessage: oneInLog,
  unpinMessage: oneInLog,
  followThread: one,
  setDraft: one,
  scheduleMessage: oneInLog,
  cancelScheduled: one,
  // Whose message it is, and where it goes, is known only from its row.
  sendScheduled: all,
  failScheduled: all,
  ban: oneInLog,
  unban: oneInLog,
  mute: oneInLog,
  reportMessage: log,
  resolveReport: all,
  addWordRule: all,
  removeWordRule: all,
  setSettings: all,
  expireHistory: log,
  createChannelFor: all,
  deleteMessages: all,
  emptyProfile: all,
};
