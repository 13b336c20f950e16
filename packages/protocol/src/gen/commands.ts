import type { AddReaction, CancelScheduled, CreateEmoji, DeleteEmoji, DeleteMessage, EditMessage, EditPage, EmojiList, FileLinks, FilePage, FollowThread, FoundPage, GetFileLinks, GetMessages, ListEdits, ListEmoji, ListFiles, ListMentions, ListMessages, ListPins, ListThreads, MessagePage, PinMessage, RemoveReaction, Scheduled, ScheduleMessage, Search, SetDraft, ThreadPage, UnpinMessage } from "./messages.ts";
import { ADD_REACTION, CANCEL_SCHEDULED, CREATE_EMOJI, DELETE_EMOJI, DELETE_MESSAGE, EDIT_MESSAGE, EDIT_PAGE, EMOJI_LIST, FILE_LINKS, FILE_PAGE, FOLLOW_THREAD, FOUND_PAGE, GET_FILE_LINKS, GET_MESSAGES, LIST_EDITS, LIST_EMOJI, LIST_FILES, LIST_MENTIONS, LIST_MESSAGES, LIST_PINS, LIST_THREADS, MESSAGE_PAGE, PIN_MESSAGE, readAddReaction, readCancelScheduled, readCreateEmoji, readDeleteEmoji, readDeleteMessage, readEditMessage, readEditPage, readEmojiList, readFileLinks, readFilePage, readFollowThread, readFoundPage, readGetFileLinks, readGetMessages, readListEdits, readListEmoji, readListFiles, readListMentions, readListMessages, readListPins, readListThreads, readMessagePage, readPinMessage, readRemoveReaction, readScheduled, readScheduleMessage, readSearch, readSetDraft, readThreadPage, readUnpinMessage, REMOVE_REACTION, SCHEDULE_MESSAGE, SCHEDULED, SEARCH, SET_DRAFT, THREAD_PAGE, UNPIN_MESSAGE, writeAddReaction, writeCancelScheduled, writeCreateEmoji, writeDeleteEmoji, writeDeleteMessage, writeEditMessage, writeEditPage, writeEmojiList, writeFileLinks, writeFilePage, writeFollowThread, writeFoundPage, writeGetFileLinks, writeGetMessages, writeListEdits, writeListEmoji, writeListFiles, writeListMentions, writeListMessages, writeListPins, writeListThreads, writeMessagePage, writePinMessage, writeRemoveReaction, writeScheduled, writeScheduleMessage, writeSearch, writeSetDraft, writeThreadPage, writeUnpinMessage } from "./messages.ts";
import type { AddMembers, Channel, CreateInvite, GetInvite, Invite, InvitePage, JoinByInvite, ListInvites, Membership, OpenDirect, RemoveMember, RevokeInvite, SetChannelPreferences, SetRole, UpdateChannel } from "./channels.ts";
import { ADD_MEMBERS, CHANNEL, CREATE_INVITE, GET_INVITE, INVITE, INVITE_PAGE, JOIN_BY_INVITE, LIST_INVITES, MEMBERSHIP, OPEN_DIRECT, readAddMembers, readChannel, readCreateInvite, readGetInvite, readInvite, readInvitePage, readJoinByInvite, readListInvites, readMembership, readOpenDirect, readRemoveMember, readRevokeInvite, readSetChannelPreferences, readSetRole, readUpdateChannel, REMOVE_MEMBER, REVOKE_INVITE, SET_CHANNEL_PREFERENCES, SET_ROLE, UPDATE_CHANNEL, writeAddMembers, writeChannel, writeCreateInvite, writeGetInvite, writeInvite, writeInvitePage, writeJoinByInvite, writeListInvites, writeMembership, writeOpenDirect, writeRemoveMember, writeRevokeInvite, writeSetChannelPreferences, writeSetRole, writeUpdateChannel } from "./channels.ts";
import type { GetReceipts, GetUnread, ListUsers, MarkAllRead, MarkRead, Receipts, RegisterPush, SetIdle, SetPreferences, SetProfile, SetStatus, SyncUser, UnreadCounts, UnregisterPush, User, UserChanges, WatchUsers } from "./user.ts";
import { GET_RECEIPTS, GET_UNREAD, LIST_USERS, MARK_ALL_READ, MARK_READ, readGetReceipts, readGetUnread, readListUsers, readMarkAllRead, readMarkRead, readReceipts, readRegisterPush, readSetIdle, readSetPreferences, readSetProfile, readSetStatus, readSyncUser, readUnreadCounts, readUnregisterPush, readUser, readUserChanges, readWatchUsers, RECEIPTS, REGISTER_PUSH, SET_IDLE, SET_PREFERENCES, SET_PROFILE, SET_STATUS, SYNC_USER, UNREAD_COUNTS, UNREGISTER_PUSH, USER, USER_CHANGES, WATCH_USERS, writeGetReceipts, writeGetUnread, writeListUsers, writeMarkAllRead, writeMarkRead, writeReceipts, writeRegisterPush, writeSetIdle, writeSetPreferences, writeSetProfile, writeSetStatus, writeSyncUser, writeUnreadCounts, writeUnregisterPush, writeUser, writeUserChanges, writeWatchUsers } from "./user.ts";
import type { AddWordRule, AuditPage, Ban, BanPage, GetSettings, ListAudit, ListBans, ListReports, ListWordRules, Mute, RemoveWordRule, Report, ReportMessage, ReportPage, ResolveReport, ServerSettings, SetSettings, Unban, WordRule, WordRules } from "./moderation.ts";
import { ADD_WORD_RULE, AUDIT_PAGE, BAN, BAN_PAGE, GET_SETTINGS, LIST_AUDIT, LIST_BANS, LIST_REPORTS, LIST_WORD_RULES, MUTE, readAddWordRule, readAuditPage, readBan, readBanPage, readGetSettings, readListAudit, readListBans, readListReports, readListWordRules, readMute, readRemoveWordRule, readReport, readReportMessage, readReportPage, readResolveReport, readServerSettings, readSetSettings, readUnban, readWordRule, readWordRules, REMOVE_WORD_RULE, REPORT, REPORT_MESSAGE, REPORT_PAGE, RESOLVE_REPORT, SERVER_SETTINGS, SET_SETTINGS, UNBAN, WORD_RULE, WORD_RULES, writeAddWordRule, writeAuditPage, writeBan, writeBanPage, writeGetSettings, writeListAudit, writeListBans, writeListReports, writeListWordRules, writeMute, writeRemoveWordRule, writeReport, writeReportMessage, writeReportPage, writeResolveReport, writeServerSettings, writeSetSettings, writeUnban, writeWordRule, writeWordRules } from "./moderation.ts";
import type { CreateSlashCommand, CreateWebhook, DeleteSlashCommand, DeleteWebhook, ListSlashCommands, ListWebhooks, RunSlashCommand, SlashCommands, Webhook, Webhooks } from "./integrations.ts";
import { CREATE_SLASH_COMMAND, CREATE_WEBHOOK, DELETE_SLASH_COMMAND, DELETE_WEBHOOK, LIST_SLASH_COMMANDS, LIST_WEBHOOKS, readCreateSlashCommand, readCreateWebhook, readDeleteSlashCommand, readDeleteWebhook, readListSlashCommands, readListWebhooks, readRunSlashCommand, readSlashCommands, readWebhook, readWebhooks, RUN_SLASH_COMMAND, SLASH_COMMANDS, WEBHOOK, WEBHOOKS, writeCreateSlashCommand, writeCreateWebhook, writeDeleteSlashCommand, writeDeleteWebhook, writeListSlashCommands, writeListWebhooks, writeRunSlashCommand, writeSlashCommands, writeWebhook, writeWebhooks } from "./integrations.ts";
import type { GetHealth, GetServerInfo, HealthPage, ServerInfo } from "./health.ts";
import { GET_HEALTH, GET_SERVER_INFO, HEALTH_PAGE, readGetHealth, readGetServerInfo, readHealthPage, readServerInfo, SERVER_INFO, writeGetHealth, writeGetServerInfo, writeHealthPage, writeServerInfo } from "./health.ts";
import type { Init, MessageSchema, Reader, Writer } from "../wire/index.ts";
import type { Event, Presences } from "./events.ts";
import { EVENT, PRESENCES, readEvent, readPresences, writeEvent, writePresences } from "./events.ts";

// Generated by "npm run gen" from hubbub/v1/commands.proto. Do not edit.

export interface Command {
  /** Chosen by the client, from 1, and given back in the reply. 0 asks for no reply unless it is an error. */
  id: number;
  body:
    | { case: "authenticate"; value: Authenticate }
    | { case: "send"; value: Send }
    | { case: "subscribe"; value: Subscribe }
    | { case: "unsubscribe"; value: Unsubscribe }
    | { case: "history"; value: History }
    | { case: "createChannel"; value: CreateChannel }
    | { case: "listChannels"; value: ListChannels }
    | { case: "joinChannel"; value: JoinChannel }
    | { case: "leaveChannel"; value: LeaveChannel }
    | { case: "listMembers"; value: ListMembers }
    | { case: "getUsers"; value: GetUsers }
    | { case: "startTyping"; value: StartTyping }
    | { case: "watchPresence"; value: WatchPresence }
    | { case: "editMessage"; value: EditMessage }
    | { case: "deleteMessage"; value: DeleteMessage }
    | { case: "addReaction"; value: AddReaction }
    | { case: "removeReaction"; value: RemoveReaction }
    | { case: "pinMessage"; value: PinMessage }
    | { case: "unpinMessage"; value: UnpinMessage }
    | { case: "listMessages"; value: ListMessages }
    | { case: "getMessages"; value: GetMessages }
    | { case: "listEdits"; value: ListEdits }
    | { case: "listPins"; value: ListPins }
    | { case: "listThreads"; value: ListThreads }
    | { case: "followThread"; value: FollowThread }
    | { case: "listMentions"; value: ListMentions }
    | { case: "setDraft"; value: SetDraft }
    | { case: "scheduleMessage"; value: ScheduleMessage }
    | { case: "cancelScheduled"; value: CancelScheduled }
    | { case: "search"; value: Search }
    | { case: "updateChannel"; value: UpdateChannel }
    | { case: "openDirect"; value: OpenDirect }
    | { case: "addMembers"; value: AddMembers }
    | { case: "removeMember"; value: RemoveMember }
    | { case: "setRole"; value: SetRole }
    | { case: "setChannelPreferences"; value: SetChannelPreferences }
    | { case: "createInvite"; value: CreateInvite }
    | { case: "listInvites"; value: ListInvites }
    | { case: "revokeInvite"; value: RevokeInvite }
    | { case: "getInvite"; value: GetInvite }
    | { case: "joinByInvite"; value: JoinByInvite }
    | { case: "markRead"; value: MarkRead }
    | { case: "markAllRead"; value: MarkAllRead }
    | { case: "getUnread"; value: GetUnread }
    | { case: "getReceipts"; value: GetReceipts }
    | { case: "syncUser"; value: SyncUser }
    | { case: "setStatus"; value: SetStatus }
    | { case: "setProfile"; value: SetProfile }
    | { case: "listUsers"; value: ListUsers }
    | { case: "watchUsers"; value: WatchUsers }
    | { case: "setPreferences"; value: SetPreferences }
    | { case: "registerPush"; value: RegisterPush }
    | { case: "unregisterPush"; value: UnregisterPush }
    | { case: "getFileLinks"; value: GetFileLinks }
    | { case: "listFiles"; value: ListFiles }
    | { case: "createEmoji"; value: CreateEmoji }
    | { case: "deleteEmoji"; value: DeleteEmoji }
    | { case: "listEmoji"; value: ListEmoji }
    | { case: "ban"; value: Ban }
    | { case: "unban"; value: Unban }
    | { case: "listBans"; value: ListBans }
    | { case: "mute"; value: Mute }
    | { case: "reportMessage"; value: ReportMessage }
    | { case: "listReports"; value: ListReports }
    | { case: "resolveReport"; value: ResolveReport }
    | { case: "addWordRule"; value: AddWordRule }
    | { case: "removeWordRule"; value: RemoveWordRule }
    | { case: "listWordRules"; value: ListWordRules }
    | { case: "listAudit"; value: ListAudit }
    | { case: "getSettings"; value: GetSettings }
    | { case: "setSettings"; value: SetSettings }
    | { case: "createWebhook"; value: CreateWebhook }
    | { case: "listWebhooks"; value: ListWebhooks }
    | { case: "deleteWebhook"; value: DeleteWebhook }
    | { case: "createSlashCommand"; value: CreateSlashCommand }
    | { case: "listSlashCommands"; value: ListSlashCommands }
    | { case: "deleteSlashCommand"; value: DeleteSlashCommand }
    | { case: "runSlashCommand"; value: RunSlashCommand }
    | { case: "setIdle"; value: SetIdle }
    | { case: "subscribeMany"; value: SubscribeMany }
    | { case: "getHealth"; value: GetHealth }
    | { case: "getServerInfo"; value: GetServerInfo }
    | { case: undefined; value?: undefined };
}

export function writeCommand(w: Writer, m: Init<Command>): void {
  if (m.id !== undefined && m.id !== 0) { w.byte(8); w.uint32(m.id); }
  if (m.body !== undefined) switch (m.body.case) {
    case "authenticate": { w.byte(18); const at = w.open(); writeAuthenticate(w, m.body.value); w.close(at); break; }
    case "send": { w.byte(26); const at = w.open(); writeSend(w, m.body.value); w.close(at); break; }
    case "subscribe": { w.byte(34); const at = w.open(); writeSubscribe(w, m.body.value); w.close(at); break; }
    case "unsubscribe": { w.byte(42); const at = w.open(); writeUnsubscribe(w, m.body.value); w.close(at); break; }
    case "history": { w.byte(50); const at = w.open(); writeHistory(w, m.body.value); w.close(at); break; }
    case "createChannel": { w.byte(58); const at = w.open(); writeCreateChannel(w, m.body.value); w.close(at); break; }
    case "listChannels": { w.byte(66); const at = w.open(); writeListChannels(w, m.body.value); w.close(at); break; }
    case "joinChannel": { w.byte(74); const at = w.open(); writeJoinChannel(w, m.body.value); w.close(at); break; }
    case "leaveChannel": { w.byte(82); const at = w.open(); writeLeaveChannel(w, m.body.value); w.close(at); break; }
    case "listMembers": { w.byte(90); const at = w.open(); writeListMembers(w, m.body.value); w.close(at); break; }
    case "getUsers": { w.byte(98); const at = w.open(); writeGetUsers(w, m.body.value); w.close(at); break; }
    case "startTyping": { w.byte(106); const at = w.open(); writeStartTyping(w, m.body.value); w.close(at); break; }
    case "watchPresence": { w.byte(114); const at = w.open(); writeWatchPresence(w, m.body.value); w.close(at); break; }
    case "editMessage": { w.byte(122); const at = w.open(); writeEditMessage(w, m.body.value); w.close(at); break; }
    case "deleteMessage": { w.byte(130); w.byte(1); const at = w.open(); writeDeleteMessage(w, m.body.value); w.close(at); break; }
    case "addReaction": { w.byte(138); w.byte(1); const at = w.open(); writeAddReaction(w, m.body.value); w.close(at); break; }
    case "removeReaction": { w.byte(146); w.byte(1); const at = w.open(); writeRemoveReaction(w, m.body.value); w.close(at); break; }
    case "pinMessage": { w.byte(154); w.byte(1); const at = w.open(); writePinMessage(w, m.body.value); w.close(at); break; }
    case "unpinMessage": { w.byte(162); w.byte(1); const at = w.open(); writeUnpinMessage(w, m.body.value); w.close(at); break; }
    case "listMessages": { w.byte(170); w.byte(1); const at = w.open(); writeListMessages(w, m.body.value); w.close(at); break; }
    case "getMessages": { w.byte(178); w.byte(1); const at = w.open(); writeGetMessages(w, m.body.value); w.close(at); break; }
    case "listEdits": { w.byte(186); w.byte(1); const at = w.open(); writeListEdits(w, m.body.value); w.close(at); break; }
    case "listPins": { w.byte(194); w.byte(1); const at = w.open(); writeListPins(w, m.body.value); w.close(at); break; }
    case "listThreads": { w.byte(202); w.byte(1); const at = w.open(); writeListThreads(w, m.body.value); w.close(at); break; }
    case "followThread": { w.byte(210); w.byte(1); const at = w.open(); writeFollowThread(w, m.body.value); w.close(at); break; }
    case "listMentions": { w.byte(218); w.byte(1); const at = w.open(); writeListMentions(w, m.body.value); w.close(at); break; }
    case "setDraft": { w.byte(226); w.byte(1); const at = w.open(); writeSetDraft(w, m.body.value); w.close(at); break; }
    case "scheduleMessage": { w.byte(234); w.byte(1); const at = w.open(); writeScheduleMessage(w, m.body.value); w.close(at); break; }
    case "cancelScheduled": { w.byte(242); w.byte(1); const at = w.open(); writeCancelScheduled(w, m.body.value); w.close(at); break; }
    case "search": { w.byte(250); w.byte(1); const at = w.open(); writeSearch(w, m.body.value); w.close(at); break; }
    case "updateChannel": { w.byte(130); w.byte(2); const at = w.open(); writeUpdateChannel(w, m.body.value); w.close(at); break; }
    case "openDirect": { w.byte(138); w.byte(2); const at = w.open(); writeOpenDirect(w, m.body.value); w.close(at); break; }
    case "addMembers": { w.byte(146); w.byte(2); const at = w.open(); writeAddMembers(w, m.body.value); w.close(at); break; }
    case "removeMember": { w.byte(154); w.byte(2); const at = w.open(); writeRemoveMember(w, m.body.value); w.close(at); break; }
    case "setRole": { w.byte(162); w.byte(2); const at = w.open(); writeSetRole(w, m.body.value); w.close(at); break; }
    case "setChannelPreferences": { w.byte(170); w.byte(2); const at = w.open(); writeSetChannelPreferences(w, m.body.value); w.close(at); break; }
    case "createInvite": { w.byte(178); w.byte(2); const at = w.open(); writeCreateInvite(w, m.body.value); w.close(at); break; }
    case "listInvites": { w.byte(186); w.byte(2); const at = w.open(); writeListInvites(w, m.body.value); w.close(at); break; }
    case "revokeInvite": { w.byte(194); w.byte(2); const at = w.open(); writeRevokeInvite(w, m.body.value); w.close(at); break; }
    case "getInvite": { w.byte(202); w.byte(2); const at = w.open(); writeGetInvite(w, m.body.value); w.close(at); break; }
    case "joinByInvite": { w.byte(210); w.byte(2); const at = w.open(); writeJoinByInvite(w, m.body.value); w.close(at); break; }
    case "markRead": { w.byte(218); w.byte(2); const at = w.open(); writeMarkRead(w, m.body.value); w.close(at); break; }
    case "markAllRead": { w.byte(226); w.byte(2); const at = w.open(); writeMarkAllRead(w, m.body.value); w.close(at); break; }
    case "getUnread": { w.byte(234); w.byte(2); const at = w.open(); writeGetUnread(w, m.body.value); w.close(at); break; }
    case "getReceipts": { w.byte(242); w.byte(2); const at = w.open(); writeGetReceipts(w, m.body.value); w.close(at); break; }
    case "syncUser": { w.byte(250); w.byte(2); const at = w.open(); writeSyncUser(w, m.body.value); w.close(at); break; }
    case "setStatus": { w.byte(130); w.byte(3); const at = w.open(); writeSetStatus(w, m.body.value); w.close(at); break; }
    case "setProfile": { w.byte(138); w.byte(3); const at = w.open(); writeSetProfile(w, m.body.value); w.close(at); break; }
    case "listUsers": { w.byte(146); w.byte(3); const at = w.open(); writeListUsers(w, m.body.value); w.close(at); break; }
    case "watchUsers": { w.byte(154); w.byte(3); const at = w.open(); writeWatchUsers(w, m.body.value); w.close(at); break; }
    case "setPreferences": { w.byte(162); w.byte(3); const at = w.open(); writeSetPreferences(w, m.body.value); w.close(at); break; }
    case "registerPush": { w.byte(170); w.byte(3); const at = w.open(); writeRegisterPush(w, m.body.value); w.close(at); break; }
    case "unregisterPush": { w.byte(178); w.byte(3); const at = w.open(); writeUnregisterPush(w, m.body.value); w.close(at); break; }
    case "getFileLinks": { w.byte(186); w.byte(3); const at = w.open(); writeGetFileLinks(w, m.body.value); w.close(at); break; }
    case "listFiles": { w.byte(194); w.byte(3); const at = w.open(); writeListFiles(w, m.body.value); w.close(at); break; }
    case "createEmoji": { w.byte(202); w.byte(3); const at = w.open(); writeCreateEmoji(w, m.body.value); w.close(at); break; }
    case "deleteEmoji": { w.byte(210); w.byte(3); const at = w.open(); writeDeleteEmoji(w, m.body.value); w.close(at); break; }
    case "listEmoji": { w.byte(218); w.byte(3); const at = w.open(); writeListEmoji(w, m.body.value); w.close(at); break; }
    case "ban": { w.byte(226); w.byte(3); const at = w.open(); writeBan(w, m.body.value); w.close(at); break; }
    case "unban": { w.byte(234); w.byte(3); const at = w.open(); writeUnban(w, m.body.value); w.close(at); break; }
    case "listBans": { w.byte(242); w.byte(3); const at = w.open(); writeListBans(w, m.body.value); w.close(at); break; }
    case "mute": { w.byte(250); w.byte(3); const at = w.open(); writeMute(w, m.body.value); w.close(at); break; }
    case "reportMessage": { w.byte(130); w.byte(4); const at = w.open(); writeReportMessage(w, m.body.value); w.close(at); break; }
    case "listReports": { w.byte(138); w.byte(4); const at = w.open(); writeListReports(w, m.body.value); w.close(at); break; }
    case "resolveReport": { w.byte(146); w.byte(4); const at = w.open(); writeResolveReport(w, m.body.value); w.close(at); break; }
    case "addWordRule": { w.byte(154); w.byte(4); const at = w.open(); writeAddWordRule(w, m.body.value); w.close(at); break; }
    case "removeWordRule": { w.byte(162); w.byte(4); const at = w.open(); writeRemoveWordRule(w, m.body.value); w.close(at); break; }
    case "listWordRules": { w.byte(170); w.byte(4); const at = w.open(); writeListWordRules(w, m.body.value); w.close(at); break; }
    case "listAudit": { w.byte(178); w.byte(4); const at = w.open(); writeListAudit(w, m.body.value); w.close(at); break; }
    case "getSettings": { w.byte(186); w.byte(4); const at = w.open(); writeGetSettings(w, m.body.value); w.close(at); break; }
    case "setSettings": { w.byte(194); w.byte(4); const at = w.open(); writeSetSettings(w, m.body.value); w.close(at); break; }
    case "createWebhook": { w.byte(202); w.byte(4); const at = w.open(); writeCreateWebhook(w, m.body.value); w.close(at); break; }
    case "listWebhooks": { w.byte(210); w.byte(4); const at = w.open(); writeListWebhooks(w, m.body.value); w.close(at); break; }
    case "deleteWebhook": { w.byte(218); w.byte(4); const at = w.open(); writeDeleteWebhook(w, m.body.value); w.close(at); break; }
    case "createSlashCommand": { w.byte(226); w.byte(4); const at = w.open(); writeCreateSlashCommand(w, m.body.value); w.close(at); break; }
    case "listSlashCommands": { w.byte(234); w.byte(4); const at = w.open(); writeListSlashCommands(w, m.body.value); w.close(at); break; }
    case "deleteSlashCommand": { w.byte(242); w.byte(4); const at = w.open(); writeDeleteSlashCommand(w, m.body.value); w.close(at); break; }
    case "runSlashCommand": { w.byte(250); w.byte(4); const at = w.open(); writeRunSlashCommand(w, m.body.value); w.close(at); break; }
    case "setIdle": { w.byte(130); w.byte(5); const at = w.open(); writeSetIdle(w, m.body.value); w.close(at); break; }
    case "subscribeMany": { w.byte(138); w.byte(5); const at = w.open(); writeSubscribeMany(w, m.body.value); w.close(at); break; }
    case "getHealth": { w.byte(146); w.byte(5); const at = w.open(); writeGetHealth(w, m.body.value); w.close(at); break; }
    case "getServerInfo": { w.byte(154); w.byte(5); const at = w.open(); writeGetServerInfo(w, m.body.value); w.close(at); break; }
  }
}

export function readCommand($r: Reader, $end: number, $into?: Command): Command {
  let id: Command["id"] = 0;
  let body: Command["body"] = { case: undefined, value: undefined };
  if ($into !== undefined) ({ id, body } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        id = $r.uint32();
        break;
      case 18:
        body = { case: "authenticate", value: readAuthenticate($r, $r.length($end), body.case === "authenticate" ? body.value : undefined) };
        break;
      case 26:
        body = { case: "send", value: readSend($r, $r.length($end), body.case === "send" ? body.value : undefined) };
        break;
      case 34:
        body = { case: "subscribe", value: readSubscribe($r, $r.length($end), body.case === "subscribe" ? body.value : undefined) };
        break;
      case 42:
        body = { case: "unsubscribe", value: readUnsubscribe($r, $r.length($end), body.case === "unsubscribe" ? body.value : undefined) };
        break;
      case 50:
        body = { case: "history", value: readHistory($r, $r.length($end), body.case === "history" ? body.value : undefined) };
        break;
      case 58:
        body = { case: "createChannel", value: readCreateChannel($r, $r.length($end), body.case === "createChannel" ? body.value : undefined) };
        break;
      case 66:
        body = { case: "listChannels", value: readListChannels($r, $r.length($end), body.case === "listChannels" ? body.value : undefined) };
        break;
      case 74:
        body = { case: "joinChannel", value: readJoinChannel($r, $r.length($end), body.case === "joinChannel" ? body.value : undefined) };
        break;
      case 82:
        body = { case: "leaveChannel", value: readLeaveChannel($r, $r.length($end), body.case === "leaveChannel" ? body.value : undefined) };
        break;
      case 90:
        body = { case: "listMembers", value: readListMembers($r, $r.length($end), body.case === "listMembers" ? body.value : undefined) };
        break;
      case 98:
        body = { case: "getUsers", value: readGetUsers($r, $r.length($end), body.case === "getUsers" ? body.value : undefined) };
        break;
      case 106:
        body = { case: "startTyping", value: readStartTyping($r, $r.length($end), body.case === "startTyping" ? body.value : undefined) };
        break;
      case 114:
        body = { case: "watchPresence", value: readWatchPresence($r, $r.length($end), body.case === "watchPresence" ? body.value : undefined) };
        break;
      case 122:
        body = { case: "editMessage", value: readEditMessage($r, $r.length($end), body.case === "editMessage" ? body.value : undefined) };
        break;
      case 130:
        body = { case: "deleteMessage", value: readDeleteMessage($r, $r.length($end), body.case === "deleteMessage" ? body.value : undefined) };
        break;
      case 138:
        body = { case: "addReaction", value: readAddReaction($r, $r.length($end), body.case === "addReaction" ? body.value : undefined) };
        break;
      case 146:
        body = { case: "removeReaction", value: readRemoveReaction($r, $r.length($end), body.case === "removeReaction" ? body.value : undefined) };
        break;
      case 154:
        body = { case: "pinMessage", value: readPinMessage($r, $r.length($end), body.case === "pinMessage" ? body.value : undefined) };
        break;
      case 162:
        body = { case: "unpinMessage", value: readUnpinMessage($r, $r.length($end), body.case === "unpinMessage" ? body.value : undefined) };
        break;
      case 170:
        body = { case: "listMessages", value: readListMessages($r, $r.length($end), body.case === "listMessages" ? body.value : undefined) };
        break;
      case 178:
        body = { case: "getMessages", value: readGetMessages($r, $r.length($end), body.case === "getMessages" ? body.value : undefined) };
        break;
      case 186:
        body = { case: "listEdits", value: readListEdits($r, $r.length($end), body.case === "listEdits" ? body.value : undefined) };
        break;
      case 194:
        body = { case: "listPins", value: readListPins($r, $r.length($end), body.case === "listPins" ? body.value : undefined) };
        break;
      case 202:
        body = { case: "listThreads", value: readListThreads($r, $r.length($end), body.case === "listThreads" ? body.value : undefined) };
        break;
      case 210:
        body = { case: "followThread", value: readFollowThread($r, $r.length($end), body.case === "followThread" ? body.value : undefined) };
        break;
      case 218:
        body = { case: "listMentions", value: readListMentions($r, $r.length($end), body.case === "listMentions" ? body.value : undefined) };
        break;
      case 226:
        body = { case: "setDraft", value: readSetDraft($r, $r.length($end), body.case === "setDraft" ? body.value : undefined) };
        break;
      case 234:
        body = { case: "scheduleMessage", value: readScheduleMessage($r, $r.length($end), body.case === "scheduleMessage" ? body.value : undefined) };
        break;
      case 242:
        body = { case: "cancelScheduled", value: readCancelScheduled($r, $r.length($end), body.case === "cancelScheduled" ? body.value : undefined) };
        break;
      case 250:
        body = { case: "search", value: readSearch($r, $r.length($end), body.case === "search" ? body.value : undefined) };
        break;
      case 258:
        body = { case: "updateChannel", value: readUpdateChannel($r, $r.length($end), body.case === "updateChannel" ? body.value : undefined) };
        break;
      case 266:
        body = { case: "openDirect", value: readOpenDirect($r, $r.length($end), body.case === "openDirect" ? body.value : undefined) };
        break;
      case 274:
        body = { case: "addMembers", value: readAddMembers($r, $r.length($end), body.case === "addMembers" ? body.value : undefined) };
        break;
      case 282:
        body = { case: "removeMember", value: readRemoveMember($r, $r.length($end), body.case === "removeMember" ? body.value : undefined) };
        break;
      case 290:
        body = { case: "setRole", value: readSetRole($r, $r.length($end), body.case === "setRole" ? body.value : undefined) };
        break;
      case 298:
        body = { case: "setChannelPreferences", value: readSetChannelPreferences($r, $r.length($end), body.case === "setChannelPreferences" ? body.value : undefined) };
        break;
      case 306:
        body = { case: "createInvite", value: readCreateInvite($r, $r.length($end), body.case === "createInvite" ? body.value : undefined) };
        break;
      case 314:
        body = { case: "listInvites", value: readListInvites($r, $r.length($end), body.case === "listInvites" ? body.value : undefined) };
        break;
      case 322:
        body = { case: "revokeInvite", value: readRevokeInvite($r, $r.length($end), body.case === "revokeInvite" ? body.value : undefined) };
        break;
      case 330:
        body = { case: "getInvite", value: readGetInvite($r, $r.length($end), body.case === "getInvite" ? body.value : undefined) };
        break;
      case 338:
        body = { case: "joinByInvite", value: readJoinByInvite($r, $r.length($end), body.case === "joinByInvite" ? body.value : undefined) };
        break;
      case 346:
        body = { case: "markRead", value: readMarkRead($r, $r.length($end), body.case === "markRead" ? body.value : undefined) };
        break;
      case 354:
        body = { case: "markAllRead", value: readMarkAllRead($r, $r.length($end), body.case === "markAllRead" ? body.value : undefined) };
        break;
      case 362:
        body = { case: "getUnread", value: readGetUnread($r, $r.length($end), body.case === "getUnread" ? body.value : undefined) };
        break;
      case 370:
        body = { case: "getReceipts", value: readGetReceipts($r, $r.length($end), body.case === "getReceipts" ? body.value : undefined) };
        break;
      case 378:
        body = { case: "syncUser", value: readSyncUser($r, $r.length($end), body.case === "syncUser" ? body.value : undefined) };
        break;
      case 386:
        body = { case: "setStatus", value: readSetStatus($r, $r.length($end), body.case === "setStatus" ? body.value : undefined) };
        break;
      case 394:
        body = { case: "setProfile", value: readSetProfile($r, $r.length($end), body.case === "setProfile" ? body.value : undefined) };
        break;
      case 402:
        body = { case: "listUsers", value: readListUsers($r, $r.length($end), body.case === "listUsers" ? body.value : undefined) };
        break;
      case 410:
        body = { case: "watchUsers", value: readWatchUsers($r, $r.length($end), body.case === "watchUsers" ? body.value : undefined) };
        break;
      case 418:
        body = { case: "setPreferences", value: readSetPreferences($r, $r.length($end), body.case === "setPreferences" ? body.value : undefined) };
        break;
      case 426:
        body = { case: "registerPush", value: readRegisterPush($r, $r.length($end), body.case === "registerPush" ? body.value : undefined) };
        break;
      case 434:
        body = { case: "unregisterPush", value: readUnregisterPush($r, $r.length($end), body.case === "unregisterPush" ? body.value : undefined) };
        break;
      case 442:
        body = { case: "getFileLinks", value: readGetFileLinks($r, $r.length($end), body.case === "getFileLinks" ? body.value : undefined) };
        break;
      case 450:
        body = { case: "listFiles", value: readListFiles($r, $r.length($end), body.case === "listFiles" ? body.value : undefined) };
        break;
      case 458:
        body = { case: "createEmoji", value: readCreateEmoji($r, $r.length($end), body.case === "createEmoji" ? body.value : undefined) };
        break;
      case 466:
        body = { case: "deleteEmoji", value: readDeleteEmoji($r, $r.length($end), body.case === "deleteEmoji" ? body.value : undefined) };
        break;
      case 474:
        body = { case: "listEmoji", value: readListEmoji($r, $r.length($end), body.case === "listEmoji" ? body.value : undefined) };
        break;
      case 482:
        body = { case: "ban", value: readBan($r, $r.length($end), body.case === "ban" ? body.value : undefined) };
        break;
      case 490:
        body = { case: "unban", value: readUnban($r, $r.length($end), body.case === "unban" ? body.value : undefined) };
        break;
      case 498:
        body = { case: "listBans", value: readListBans($r, $r.length($end), body.case === "listBans" ? body.value : undefined) };
        break;
      case 506:
        body = { case: "mute", value: readMute($r, $r.length($end), body.case === "mute" ? body.value : undefined) };
        break;
      case 514:
        body = { case: "reportMessage", value: readReportMessage($r, $r.length($end), body.case === "reportMessage" ? body.value : undefined) };
        break;
      case 522:
        body = { case: "listReports", value: readListReports($r, $r.length($end), body.case === "listReports" ? body.value : undefined) };
        break;
      case 530:
        body = { case: "resolveReport", value: readResolveReport($r, $r.length($end), body.case === "resolveReport" ? body.value : undefined) };
        break;
      case 538:
        body = { case: "addWordRule", value: readAddWordRule($r, $r.length($end), body.case === "addWordRule" ? body.value : undefined) };
        break;
      case 546:
        body = { case: "removeWordRule", value: readRemoveWordRule($r, $r.length($end), body.case === "removeWordRule" ? body.value : undefined) };
        break;
      case 554:
        body = { case: "listWordRules", value: readListWordRules($r, $r.length($end), body.case === "listWordRules" ? body.value : undefined) };
        break;
      case 562:
        body = { case: "listAudit", value: readListAudit($r, $r.length($end), body.case === "listAudit" ? body.value : undefined) };
        break;
      case 570:
        body = { case: "getSettings", value: readGetSettings($r, $r.length($end), body.case === "getSettings" ? body.value : undefined) };
        break;
      case 578:
        body = { case: "setSettings", value: readSetSettings($r, $r.length($end), body.case === "setSettings" ? body.value : undefined) };
        break;
      case 586:
        body = { case: "createWebhook", value: readCreateWebhook($r, $r.length($end), body.case === "createWebhook" ? body.value : undefined) };
        break;
      case 594:
        body = { case: "listWebhooks", value: readListWebhooks($r, $r.length($end), body.case === "listWebhooks" ? body.value : undefined) };
        break;
      case 602:
        body = { case: "deleteWebhook", value: readDeleteWebhook($r, $r.length($end), body.case === "deleteWebhook" ? body.value : undefined) };
        break;
      case 610:
        body = { case: "createSlashCommand", value: readCreateSlashCommand($r, $r.length($end), body.case === "createSlashCommand" ? body.value : undefined) };
        break;
      case 618:
        body = { case: "listSlashCommands", value: readListSlashCommands($r, $r.length($end), body.case === "listSlashCommands" ? body.value : undefined) };
        break;
      case 626:
        body = { case: "deleteSlashCommand", value: readDeleteSlashCommand($r, $r.length($end), body.case === "deleteSlashCommand" ? body.value : undefined) };
        break;
      case 634:
        body = { case: "runSlashCommand", value: readRunSlashCommand($r, $r.length($end), body.case === "runSlashCommand" ? body.value : undefined) };
        break;
      case 642:
        body = { case: "setIdle", value: readSetIdle($r, $r.length($end), body.case === "setIdle" ? body.value : undefined) };
        break;
      case 650:
        body = { case: "subscribeMany", value: readSubscribeMany($r, $r.length($end), body.case === "subscribeMany" ? body.value : undefined) };
        break;
      case 658:
        body = { case: "getHealth", value: readGetHealth($r, $r.length($end), body.case === "getHealth" ? body.value : undefined) };
        break;
      case 666:
        body = { case: "getServerInfo", value: readGetServerInfo($r, $r.length($end), body.case === "getServerInfo" ? body.value : undefined) };
        break;
      default:
        $r.skip($tag, $end, COMMAND);
    }
  }
  $r.done($end);
  return { id, body };
}

export const COMMAND: MessageSchema = {
  name: "Command",
  fields: [
    { number: 1, name: "id", kind: "uint32", repeated: false },
    { number: 2, name: "authenticate", kind: "message", repeated: false, oneof: "body", message: () => AUTHENTICATE },
    { number: 3, name: "send", kind: "message", repeated: false, oneof: "body", message: () => SEND },
    { number: 4, name: "subscribe", kind: "message", repeated: false, oneof: "body", message: () => SUBSCRIBE },
    { number: 5, name: "unsubscribe", kind: "message", repeated: false, oneof: "body", message: () => UNSUBSCRIBE },
    { number: 6, name: "history", kind: "message", repeated: false, oneof: "body", message: () => HISTORY },
    { number: 7, name: "createChannel", kind: "message", repeated: false, oneof: "body", message: () => CREATE_CHANNEL },
    { number: 8, name: "listChannels", kind: "message", repeated: false, oneof: "body", message: () => LIST_CHANNELS },
    { number: 9, name: "joinChannel", kind: "message", repeated: false, oneof: "body", message: () => JOIN_CHANNEL },
    { number: 10, name: "leaveChannel", kind: "message", repeated: false, oneof: "body", message: () => LEAVE_CHANNEL },
    { number: 11, name: "listMembers", kind: "message", repeated: false, oneof: "body", message: () => LIST_MEMBERS },
    { number: 12, name: "getUsers", kind: "message", repeated: false, oneof: "body", message: () => GET_USERS },
    { number: 13, name: "startTyping", kind: "message", repeated: false, oneof: "body", message: () => START_TYPING },
    { number: 14, name: "watchPresence", kind: "message", repeated: false, oneof: "body", message: () => WATCH_PRESENCE },
    { number: 15, name: "editMessage", kind: "message", repeated: false, oneof: "body", message: () => EDIT_MESSAGE },
    { number: 16, name: "deleteMessage", kind: "message", repeated: false, oneof: "body", message: () => DELETE_MESSAGE },
    { number: 17, name: "addReaction", kind: "message", repeated: false, oneof: "body", message: () => ADD_REACTION },
    { number: 18, name: "removeReaction", kind: "message", repeated: false, oneof: "body", message: () => REMOVE_REACTION },
    { number: 19, name: "pinMessage", kind: "message", repeated: false, oneof: "body", message: () => PIN_MESSAGE },
    { number: 20, name: "unpinMessage", kind: "message", repeated: false, oneof: "body", message: () => UNPIN_MESSAGE },
    { number: 21, name: "listMessages", kind: "message", repeated: false, oneof: "body", message: () => LIST_MESSAGES },
    { number: 22, name: "getMessages", kind: "message", repeated: false, oneof: "body", message: () => GET_MESSAGES },
    { number: 23, name: "listEdits", kind: "message", repeated: false, oneof: "body", message: () => LIST_EDITS },
    { number: 24, name: "listPins", kind: "message", repeated: false, oneof: "body", message: () => LIST_PINS },
    { number: 25, name: "listThreads", kind: "message", repeated: false, oneof: "body", message: () => LIST_THREADS },
    { number: 26, name: "followThread", kind: "message", repeated: false, oneof: "body", message: () => FOLLOW_THREAD },
    { number: 27, name: "listMentions", kind: "message", repeated: false, oneof: "body", message: () => LIST_MENTIONS },
    { number: 28, name: "setDraft", kind: "message", repeated: false, oneof: "body", message: () => SET_DRAFT },
    { number: 29, name: "scheduleMessage", kind: "message", repeated: false, oneof: "body", message: () => SCHEDULE_MESSAGE },
    { number: 30, name: "cancelScheduled", kind: "message", repeated: false, oneof: "body", message: () => CANCEL_SCHEDULED },
    { number: 31, name: "search", kind: "message", repeated: false, oneof: "body", message: () => SEARCH },
    { number: 32, name: "updateChannel", kind: "message", repeated: false, oneof: "body", message: () => UPDATE_CHANNEL },
    { number: 33, name: "openDirect", kind: "message", repeated: false, oneof: "body", message: () => OPEN_DIRECT },
    { number: 34, name: "addMembers", kind: "message", repeated: false, oneof: "body", message: () => ADD_MEMBERS },
    { number: 35, name: "removeMember", kind: "message", repeated: false, oneof: "body", message: () => REMOVE_MEMBER },
    { number: 36, name: "setRole", kind: "message", repeated: false, oneof: "body", message: () => SET_ROLE },
    { number: 37, name: "setChannelPreferences", kind: "message", repeated: false, oneof: "body", message: () => SET_CHANNEL_PREFERENCES },
    { number: 38, name: "createInvite", kind: "message", repeated: false, oneof: "body", message: () => CREATE_INVITE },
    { number: 39, name: "listInvites", kind: "message", repeated: false, oneof: "body", message: () => LIST_INVITES },
    { number: 40, name: "revokeInvite", kind: "message", repeated: false, oneof: "body", message: () => REVOKE_INVITE },
    { number: 41, name: "getInvite", kind: "message", repeated: false, oneof: "body", message: () => GET_INVITE },
    { number: 42, name: "joinByInvite", kind: "message", repeated: false, oneof: "body", message: () => JOIN_BY_INVITE },
    { number: 43, name: "markRead", kind: "message", repeated: false, oneof: "body", message: () => MARK_READ },
    { number: 44, name: "markAllRead", kind: "message", repeated: false, oneof: "body", message: () => MARK_ALL_READ },
    { number: 45, name: "getUnread", kind: "message", repeated: false, oneof: "body", message: () => GET_UNREAD },
    { number: 46, name: "getReceipts", kind: "message", repeated: false, oneof: "body", message: () => GET_RECEIPTS },
    { number: 47, name: "syncUser", kind: "message", repeated: false, oneof: "body", message: () => SYNC_USER },
    { number: 48, name: "setStatus", kind: "message", repeated: false, oneof: "body", message: () => SET_STATUS },
    { number: 49, name: "setProfile", kind: "message", repeated: false, oneof: "body", message: () => SET_PROFILE },
    { number: 50, name: "listUsers", kind: "message", repeated: false, oneof: "body", message: () => LIST_USERS },
    { number: 51, name: "watchUsers", kind: "message", repeated: false, oneof: "body", message: () => WATCH_USERS },
    { number: 52, name: "setPreferences", kind: "message", repeated: false, oneof: "body", message: () => SET_PREFERENCES },
    { number: 53, name: "registerPush", kind: "message", repeated: false, oneof: "body", message: () => REGISTER_PUSH },
    { number: 54, name: "unregisterPush", kind: "message", repeated: false, oneof: "body", message: () => UNREGISTER_PUSH },
    { number: 55, name: "getFileLinks", kind: "message", repeated: false, oneof: "body", message: () => GET_FILE_LINKS },
    { number: 56, name: "listFiles", kind: "message", repeated: false, oneof: "body", message: () => LIST_FILES },
    { number: 57, name: "createEmoji", kind: "message", repeated: false, oneof: "body", message: () => CREATE_EMOJI },
    { number: 58, name: "deleteEmoji", kind: "message", repeated: false, oneof: "body", message: () => DELETE_EMOJI },
    { number: 59, name: "listEmoji", kind: "message", repeated: false, oneof: "body", message: () => LIST_EMOJI },
    { number: 60, name: "ban", kind: "message", repeated: false, oneof: "body", message: () => BAN },
    { number: 61, name: "unban", kind: "message", repeated: false, oneof: "body", message: () => UNBAN },
    { number: 62, name: "listBans", kind: "message", repeated: false, oneof: "body", message: () => LIST_BANS },
    { number: 63, name: "mute", kind: "message", repeated: false, oneof: "body", message: () => MUTE },
    { number: 64, name: "reportMessage", kind: "message", repeated: false, oneof: "body", message: () => REPORT_MESSAGE },
    { number: 65, name: "listReports", kind: "message", repeated: false, oneof: "body", message: () => LIST_REPORTS },
    { number: 66, name: "resolveReport", kind: "message", repeated: false, oneof: "body", message: () => RESOLVE_REPORT },
    { number: 67, name: "addWordRule", kind: "message", repeated: false, oneof: "body", message: () => ADD_WORD_RULE },
    { number: 68, name: "removeWordRule", kind: "message", repeated: false, oneof: "body", message: () => REMOVE_WORD_RULE },
    { number: 69, name: "listWordRules", kind: "message", repeated: false, oneof: "body", message: () => LIST_WORD_RULES },
    { number: 70, name: "listAudit", kind: "message", repeated: false, oneof: "body", message: () => LIST_AUDIT },
    { number: 71, name: "getSettings", kind: "message", repeated: false, oneof: "body", message: () => GET_SETTINGS },
    { number: 72, name: "setSettings", kind: "message", repeated: false, oneof: "body", message: () => SET_SETTINGS },
    { number: 73, name: "createWebhook", kind: "message", repeated: false, oneof: "body", message: () => CREATE_WEBHOOK },
    { number: 74, name: "listWebhooks", kind: "message", repeated: false, oneof: "body", message: () => LIST_WEBHOOKS },
    { number: 75, name: "deleteWebhook", kind: "message", repeated: false, oneof: "body", message: () => DELETE_WEBHOOK },
    { number: 76, name: "createSlashCommand", kind: "message", repeated: false, oneof: "body", message: () => CREATE_SLASH_COMMAND },
    { number: 77, name: "listSlashCommands", kind: "message", repeated: false, oneof: "body", message: () => LIST_SLASH_COMMANDS },
    { number: 78, name: "deleteSlashCommand", kind: "message", repeated: false, oneof: "body", message: () => DELETE_SLASH_COMMAND },
    { number: 79, name: "runSlashCommand", kind: "message", repeated: false, oneof: "body", message: () => RUN_SLASH_COMMAND },
    { number: 80, name: "setIdle", kind: "message", repeated: false, oneof: "body", message: () => SET_IDLE },
    { number: 81, name: "subscribeMany", kind: "message", repeated: false, oneof: "body", message: () => SUBSCRIBE_MANY },
    { number: 82, name: "getHealth", kind: "message", repeated: false, oneof: "body", message: () => GET_HEALTH },
    { number: 83, name: "getServerInfo", kind: "message", repeated: false, oneof: "body", message: () => GET_SERVER_INFO },
  ],
};

export interface Reply {
  id: number;
  body:
    | { case: "error"; value: Error }
    | { case: "welcome"; value: Welcome }
    | { case: "sent"; value: Sent }
    | { case: "subscribed"; value: Subscribed }
    | { case: "events"; value: EventPage }
    | { case: "channel"; value: Channel }
    | { case: "channels"; value: ChannelPage }
    | { case: "users"; value: UserPage }
    | { case: "presence"; value: PresenceState }
    | { case: "done"; value: Done }
    | { case: "logged"; value: Logged }
    | { case: "messages"; value: MessagePage }
    | { case: "edits"; value: EditPage }
    | { case: "threads"; value: ThreadPage }
    | { case: "found"; value: FoundPage }
    | { case: "scheduled"; value: Scheduled }
    | { case: "invite"; value: Invite }
    | { case: "invites"; value: InvitePage }
    | { case: "unread"; value: UnreadCounts }
    | { case: "receipts"; value: Receipts }
    | { case: "userChanges"; value: UserChanges }
    | { case: "presences"; value: Presences }
    | { case: "fileLinks"; value: FileLinks }
    | { case: "files"; value: FilePage }
    | { case: "emoji"; value: EmojiList }
    | { case: "bans"; value: BanPage }
    | { case: "report"; value: Report }
    | { case: "reports"; value: ReportPage }
    | { case: "wordRules"; value: WordRules }
    | { case: "wordRule"; value: WordRule }
    | { case: "audit"; value: AuditPage }
    | { case: "settings"; value: ServerSettings }
    | { case: "webhook"; value: Webhook }
    | { case: "webhooks"; value: Webhooks }
    | { case: "slashCommands"; value: SlashCommands }
    | { case: "membership"; value: Membership }
    | { case: "subscriptions"; value: Subscriptions }
    | { case: "health"; value: HealthPage }
    | { case: "serverInfo"; value: ServerInfo }
    | { case: undefined; value?: undefined };
}

export function writeReply(w: Writer, m: Init<Reply>): void {
  if (m.id !== undefined && m.id !== 0) { w.byte(8); w.uint32(m.id); }
  if (m.body !== undefined) switch (m.body.case) {
    case "error": { w.byte(18); const at = w.open(); writeError(w, m.body.value); w.close(at); break; }
    case "welcome": { w.byte(26); const at = w.open(); writeWelcome(w, m.body.value); w.close(at); break; }
    case "sent": { w.byte(34); const at = w.open(); writeSent(w, m.body.value); w.close(at); break; }
    case "subscribed": { w.byte(42); const at = w.open(); writeSubscribed(w, m.body.value); w.close(at); break; }
    case "events": { w.byte(50); const at = w.open(); writeEventPage(w, m.body.value); w.close(at); break; }
    case "channel": { w.byte(58); const at = w.open(); writeChannel(w, m.body.value); w.close(at); break; }
    case "channels": { w.byte(66); const at = w.open(); writeChannelPage(w, m.body.value); w.close(at); break; }
    case "users": { w.byte(74); const at = w.open(); writeUserPage(w, m.body.value); w.close(at); break; }
    case "presence": { w.byte(82); const at = w.open(); writePresenceState(w, m.body.value); w.close(at); break; }
    case "done": { w.byte(90); const at = w.open(); writeDone(w, m.body.value); w.close(at); break; }
    case "logged": { w.byte(98); const at = w.open(); writeLogged(w, m.body.value); w.close(at); break; }
    case "messages": { w.byte(106); const at = w.open(); writeMessagePage(w, m.body.value); w.close(at); break; }
    case "edits": { w.byte(114); const at = w.open(); writeEditPage(w, m.body.value); w.close(at); break; }
    case "threads": { w.byte(122); const at = w.open(); writeThreadPage(w, m.body.value); w.close(at); break; }
    case "found": { w.byte(130); w.byte(1); const at = w.open(); writeFoundPage(w, m.body.value); w.close(at); break; }
    case "scheduled": { w.byte(138); w.byte(1); const at = w.open(); writeScheduled(w, m.body.value); w.close(at); break; }
    case "invite": { w.byte(146); w.byte(1); const at = w.open(); writeInvite(w, m.body.value); w.close(at); break; }
    case "invites": { w.byte(154); w.byte(1); const at = w.open(); writeInvitePage(w, m.body.value); w.close(at); break; }
    case "unread": { w.byte(162); w.byte(1); const at = w.open(); writeUnreadCounts(w, m.body.value); w.close(at); break; }
    case "receipts": { w.byte(170); w.byte(1); const at = w.open(); writeReceipts(w, m.body.value); w.close(at); break; }
    case "userChanges": { w.byte(178); w.byte(1); const at = w.open(); writeUserChanges(w, m.body.value); w.close(at); break; }
    case "presences": { w.byte(186); w.byte(1); const at = w.open(); writePresences(w, m.body.value); w.close(at); break; }
    case "fileLinks": { w.byte(194); w.byte(1); const at = w.open(); writeFileLinks(w, m.body.value); w.close(at); break; }
    case "files": { w.byte(202); w.byte(1); const at = w.open(); writeFilePage(w, m.body.value); w.close(at); break; }
    case "emoji": { w.byte(210); w.byte(1); const at = w.open(); writeEmojiList(w, m.body.value); w.close(at); break; }
    case "bans": { w.byte(218); w.byte(1); const at = w.open(); writeBanPage(w, m.body.value); w.close(at); break; }
    case "report": { w.byte(226); w.byte(1); const at = w.open(); writeReport(w, m.body.value); w.close(at); break; }
    case "reports": { w.byte(234); w.byte(1); const at = w.open(); writeReportPage(w, m.body.value); w.close(at); break; }
    case "wordRules": { w.byte(242); w.byte(1); const at = w.open(); writeWordRules(w, m.body.value); w.close(at); break; }
    case "wordRule": { w.byte(250); w.byte(1); const at = w.open(); writeWordRule(w, m.body.value); w.close(at); break; }
    case "audit": { w.byte(130); w.byte(2); const at = w.open(); writeAuditPage(w, m.body.value); w.close(at); break; }
    case "settings": { w.byte(138); w.byte(2); const at = w.open(); writeServerSettings(w, m.body.value); w.close(at); break; }
    case "webhook": { w.byte(146); w.byte(2); const at = w.open(); writeWebhook(w, m.body.value); w.close(at); break; }
    case "webhooks": { w.byte(154); w.byte(2); const at = w.open(); writeWebhooks(w, m.body.value); w.close(at); break; }
    case "slashCommands": { w.byte(162); w.byte(2); const at = w.open(); writeSlashCommands(w, m.body.value); w.close(at); break; }
    case "membership": { w.byte(170); w.byte(2); const at = w.open(); writeMembership(w, m.body.value); w.close(at); break; }
    case "subscriptions": { w.byte(178); w.byte(2); const at = w.open(); writeSubscriptions(w, m.body.value); w.close(at); break; }
    case "health": { w.byte(186); w.byte(2); const at = w.open(); writeHealthPage(w, m.body.value); w.close(at); break; }
    case "serverInfo": { w.byte(194); w.byte(2); const at = w.open(); writeServerInfo(w, m.body.value); w.close(at); break; }
  }
}

export function readReply($r: Reader, $end: number, $into?: Reply): Reply {
  let id: Reply["id"] = 0;
  let body: Reply["body"] = { case: undefined, value: undefined };
  if ($into !== undefined) ({ id, body } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        id = $r.uint32();
        break;
      case 18:
        body = { case: "error", value: readError($r, $r.length($end), body.case === "error" ? body.value : undefined) };
        break;
      case 26:
        body = { case: "welcome", value: readWelcome($r, $r.length($end), body.case === "welcome" ? body.value : undefined) };
        break;
      case 34:
        body = { case: "sent", value: readSent($r, $r.length($end), body.case === "sent" ? body.value : undefined) };
        break;
      case 42:
        body = { case: "subscribed", value: readSubscribed($r, $r.length($end), body.case === "subscribed" ? body.value : undefined) };
        break;
      case 50:
        body = { case: "events", value: readEventPage($r, $r.length($end), body.case === "events" ? body.value : undefined) };
        break;
      case 58:
        body = { case: "channel", value: readChannel($r, $r.length($end), body.case === "channel" ? body.value : undefined) };
        break;
      case 66:
        body = { case: "channels", value: readChannelPage($r, $r.length($end), body.case === "channels" ? body.value : undefined) };
        break;
      case 74:
        body = { case: "users", value: readUserPage($r, $r.length($end), body.case === "users" ? body.value : undefined) };
        break;
      case 82:
        body = { case: "presence", value: readPresenceState($r, $r.length($end), body.case === "presence" ? body.value : undefined) };
        break;
      case 90:
        body = { case: "done", value: readDone($r, $r.length($end), body.case === "done" ? body.value : undefined) };
        break;
      case 98:
        body = { case: "logged", value: readLogged($r, $r.length($end), body.case === "logged" ? body.value : undefined) };
        break;
      case 106:
        body = { case: "messages", value: readMessagePage($r, $r.length($end), body.case === "messages" ? body.value : undefined) };
        break;
      case 114:
        body = { case: "edits", value: readEditPage($r, $r.length($end), body.case === "edits" ? body.value : undefined) };
        break;
      case 122:
        body = { case: "threads", value: readThreadPage($r, $r.length($end), body.case === "threads" ? body.value : undefined) };
        break;
      case 130:
        body = { case: "found", value: readFoundPage($r, $r.length($end), body.case === "found" ? body.value : undefined) };
        break;
      case 138:
        body = { case: "scheduled", value: readScheduled($r, $r.length($end), body.case === "scheduled" ? body.value : undefined) };
        break;
      case 146:
        body = { case: "invite", value: readInvite($r, $r.length($end), body.case === "invite" ? body.value : undefined) };
        break;
      case 154:
        body = { case: "invites", value: readInvitePage($r, $r.length($end), body.case === "invites" ? body.value : undefined) };
        break;
      case 162:
        body = { case: "unread", value: readUnreadCounts($r, $r.length($end), body.case === "unread" ? body.value : undefined) };
        break;
      case 170:
        body = { case: "receipts", value: readReceipts($r, $r.length($end), body.case === "receipts" ? body.value : undefined) };
        break;
      case 178:
        body = { case: "userChanges", value: readUserChanges($r, $r.length($end), body.case === "userChanges" ? body.value : undefined) };
        break;
      case 186:
        body = { case: "presences", value: readPresences($r, $r.length($end), body.case === "presences" ? body.value : undefined) };
        break;
      case 194:
        body = { case: "fileLinks", value: readFileLinks($r, $r.length($end), body.case === "fileLinks" ? body.value : undefined) };
        break;
      case 202:
        body = { case: "files", value: readFilePage($r, $r.length($end), body.case === "files" ? body.value : undefined) };
        break;
      case 210:
        body = { case: "emoji", value: readEmojiList($r, $r.length($end), body.case === "emoji" ? body.value : undefined) };
        break;
      case 218:
        body = { case: "bans", value: readBanPage($r, $r.length($end), body.case === "bans" ? body.value : undefined) };
        break;
      case 226:
        body = { case: "report", value: readReport($r, $r.length($end), body.case === "report" ? body.value : undefined) };
        break;
      case 234:
        body = { case: "reports", value: readReportPage($r, $r.length($end), body.case === "reports" ? body.value : undefined) };
        break;
      case 242:
        body = { case: "wordRules", value: readWordRules($r, $r.length($end), body.case === "wordRules" ? body.value : undefined) };
        break;
      case 250:
        body = { case: "wordRule", value: readWordRule($r, $r.length($end), body.case === "wordRule" ? body.value : undefined) };
        break;
      case 258:
        body = { case: "audit", value: readAuditPage($r, $r.length($end), body.case === "audit" ? body.value : undefined) };
        break;
      case 266:
        body = { case: "settings", value: readServerSettings($r, $r.length($end), body.case === "settings" ? body.value : undefined) };
        break;
      case 274:
        body = { case: "webhook", value: readWebhook($r, $r.length($end), body.case === "webhook" ? body.value : undefined) };
        break;
      case 282:
        body = { case: "webhooks", value: readWebhooks($r, $r.length($end), body.case === "webhooks" ? body.value : undefined) };
        break;
      case 290:
        body = { case: "slashCommands", value: readSlashCommands($r, $r.length($end), body.case === "slashCommands" ? body.value : undefined) };
        break;
      case 298:
        body = { case: "membership", value: readMembership($r, $r.length($end), body.case === "membership" ? body.value : undefined) };
        break;
      case 306:
        body = { case: "subscriptions", value: readSubscriptions($r, $r.length($end), body.case === "subscriptions" ? body.value : undefined) };
        break;
      case 314:
        body = { case: "health", value: readHealthPage($r, $r.length($end), body.case === "health" ? body.value : undefined) };
        break;
      case 322:
        body = { case: "serverInfo", value: readServerInfo($r, $r.length($end), body.case === "serverInfo" ? body.value : undefined) };
        break;
      default:
        $r.skip($tag, $end, REPLY);
    }
  }
  $r.done($end);
  return { id, body };
}

export const REPLY: MessageSchema = {
  name: "Reply",
  fields: [
    { number: 1, name: "id", kind: "uint32", repeated: false },
    { number: 2, name: "error", kind: "message", repeated: false, oneof: "body", message: () => ERROR },
    { number: 3, name: "welcome", kind: "message", repeated: false, oneof: "body", message: () => WELCOME },
    { number: 4, name: "sent", kind: "message", repeated: false, oneof: "body", message: () => SENT },
    { number: 5, name: "subscribed", kind: "message", repeated: false, oneof: "body", message: () => SUBSCRIBED },
    { number: 6, name: "events", kind: "message", repeated: false, oneof: "body", message: () => EVENT_PAGE },
    { number: 7, name: "channel", kind: "message", repeated: false, oneof: "body", message: () => CHANNEL },
    { number: 8, name: "channels", kind: "message", repeated: false, oneof: "body", message: () => CHANNEL_PAGE },
    { number: 9, name: "users", kind: "message", repeated: false, oneof: "body", message: () => USER_PAGE },
    { number: 10, name: "presence", kind: "message", repeated: false, oneof: "body", message: () => PRESENCE_STATE },
    { number: 11, name: "done", kind: "message", repeated: false, oneof: "body", message: () => DONE },
    { number: 12, name: "logged", kind: "message", repeated: false, oneof: "body", message: () => LOGGED },
    { number: 13, name: "messages", kind: "message", repeated: false, oneof: "body", message: () => MESSAGE_PAGE },
    { number: 14, name: "edits", kind: "message", repeated: false, oneof: "body", message: () => EDIT_PAGE },
    { number: 15, name: "threads", kind: "message", repeated: false, oneof: "body", message: () => THREAD_PAGE },
    { number: 16, name: "found", kind: "message", repeated: false, oneof: "body", message: () => FOUND_PAGE },
    { number: 17, name: "scheduled", kind: "message", repeated: false, oneof: "body", message: () => SCHEDULED },
    { number: 18, name: "invite", kind: "message", repeated: false, oneof: "body", message: () => INVITE },
    { number: 19, name: "invites", kind: "message", repeated: false, oneof: "body", message: () => INVITE_PAGE },
    { number: 20, name: "unread", kind: "message", repeated: false, oneof: "body", message: () => UNREAD_COUNTS },
    { number: 21, name: "receipts", kind: "message", repeated: false, oneof: "body", message: () => RECEIPTS },
    { number: 22, name: "userChanges", kind: "message", repeated: false, oneof: "body", message: () => USER_CHANGES },
    { number: 23, name: "presences", kind: "message", repeated: false, oneof: "body", message: () => PRESENCES },
    { number: 24, name: "fileLinks", kind: "message", repeated: false, oneof: "body", message: () => FILE_LINKS },
    { number: 25, name: "files", kind: "message", repeated: false, oneof: "body", message: () => FILE_PAGE },
    { number: 26, name: "emoji", kind: "message", repeated: false, oneof: "body", message: () => EMOJI_LIST },
    { number: 27, name: "bans", kind: "message", repeated: false, oneof: "body", message: () => BAN_PAGE },
    { number: 28, name: "report", kind: "message", repeated: false, oneof: "body", message: () => REPORT },
    { number: 29, name: "reports", kind: "message", repeated: false, oneof: "body", message: () => REPORT_PAGE },
    { number: 30, name: "wordRules", kind: "message", repeated: false, oneof: "body", message: () => WORD_RULES },
    { number: 31, name: "wordRule", kind: "message", repeated: false, oneof: "body", message: () => WORD_RULE },
    { number: 32, name: "audit", kind: "message", repeated: false, oneof: "body", message: () => AUDIT_PAGE },
    { number: 33, name: "settings", kind: "message", repeated: false, oneof: "body", message: () => SERVER_SETTINGS },
    { number: 34, name: "webhook", kind: "message", repeated: false, oneof: "body", message: () => WEBHOOK },
    { number: 35, name: "webhooks", kind: "message", repeated: false, oneof: "body", message: () => WEBHOOKS },
    { number: 36, name: "slashCommands", kind: "message", repeated: false, oneof: "body", message: () => SLASH_COMMANDS },
    { number: 37, name: "membership", kind: "message", repeated: false, oneof: "body", message: () => MEMBERSHIP },
    { number: 38, name: "subscriptions", kind: "message", repeated: false, oneof: "body", message: () => SUBSCRIPTIONS },
    { number: 39, name: "health", kind: "message", repeated: false, oneof: "body", message: () => HEALTH_PAGE },
    { number: 40, name: "serverInfo", kind: "message", repeated: false, oneof: "body", message: () => SERVER_INFO },
  ],
};

/** A command that was refused. Nothing was changed by it. */
export interface Error {
  /** Number and name from the table in errors.ts and docs/SPEC.md. */
  code: number;
  name: string;
  /** A sentence for people: what is wrong and what to do. */
  message: string;
  /** The field at fault, as a path ("send.text"); empty if it is not about one field. */
  field: string;
  /** The limit that was passed; 0 if none was. */
  limit: number;
  /** Try again after this long; 0 if a retry will not help or may be made at once. */
  retryAfterMs: number;
}

export function writeError(w: Writer, m: Init<Error>): void {
  if (m.code !== undefined && m.code !== 0) { w.byte(8); w.uint32(m.code); }
  if (m.name !== undefined && m.name !== "") { w.byte(18); w.string(m.name); }
  if (m.message !== undefined && m.message !== "") { w.byte(26); w.string(m.message); }
  if (m.field !== undefined && m.field !== "") { w.byte(34); w.string(m.field); }
  if (m.limit !== undefined && m.limit !== 0) { w.byte(40); w.uint64(m.limit); }
  if (m.retryAfterMs !== undefined && m.retryAfterMs !== 0) { w.byte(48); w.uint32(m.retryAfterMs); }
}

export function readError($r: Reader, $end: number, $into?: Error): Error {
  let code: Error["code"] = 0;
  let name: Error["name"] = "";
  let message: Error["message"] = "";
  let field: Error["field"] = "";
  let limit: Error["limit"] = 0;
  let retryAfterMs: Error["retryAfterMs"] = 0;
  if ($into !== undefined) ({ code, name, message, field, limit, retryAfterMs } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        code = $r.uint32();
        break;
      case 18:
        name = $r.string($end);
        break;
      case 26:
        message = $r.string($end);
        break;
      case 34:
        field = $r.string($end);
        break;
      case 40:
        limit = $r.uint64();
        break;
      case 48:
        retryAfterMs = $r.uint32();
        break;
      default:
        $r.skip($tag, $end, ERROR);
    }
  }
  $r.done($end);
  return { code, name, message, field, limit, retryAfterMs };
}

export const ERROR: MessageSchema = {
  name: "Error",
  fields: [
    { number: 1, name: "code", kind: "uint32", repeated: false },
    { number: 2, name: "name", kind: "string", repeated: false },
    { number: 3, name: "message", kind: "string", repeated: false },
    { number: 4, name: "field", kind: "string", repeated: false },
    { number: 5, name: "limit", kind: "uint64", repeated: false },
    { number: 6, name: "retryAfterMs", kind: "uint32", repeated: false },
  ],
};

/** The command is done and there is nothing more to say. */
export interface Done {
}

export function writeDone(_w: Writer, _m: Init<Done>): void {
}

export function readDone($r: Reader, $end: number, _$into?: Done): Done {
  while ($r.pos < $end) {
    const $tag = $r.tag();
        $r.skip($tag, $end, DONE);
  }
  $r.done($end);
  return {  };
}

export const DONE: MessageSchema = {
  name: "Done",
  fields: [
  ],
};

/** The command is done, by this event of the channel's log; seq is 0 if all was so already. */
export interface Logged {
  channel: number;
  seq: number;
}

export function writeLogged(w: Writer, m: Init<Logged>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.seq !== undefined && m.seq !== 0) { w.byte(16); w.uint64(m.seq); }
}

export function readLogged($r: Reader, $end: number, $into?: Logged): Logged {
  let channel: Logged["channel"] = 0;
  let seq: Logged["seq"] = 0;
  if ($into !== undefined) ({ channel, seq } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        seq = $r.uint64();
        break;
      default:
        $r.skip($tag, $end, LOGGED);
    }
  }
  $r.done($end);
  return { channel, seq };
}

export const LOGGED: MessageSchema = {
  name: "Logged",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "seq", kind: "uint64", repeated: false },
  ],
};

/** First command of a connection, and again with a newer token of the same user to renew it. */
export interface Authenticate {
  /** An access token (EdDSA JWT) from the accounts service. */
  token: string;
}

export function writeAuthenticate(w: Writer, m: Init<Authenticate>): void {
  if (m.token !== undefined && m.token !== "") { w.byte(10); w.string(m.token); }
}

export function readAuthenticate($r: Reader, $end: number, $into?: Authenticate): Authenticate {
  let token: Authenticate["token"] = "";
  if ($into !== undefined) ({ token } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        token = $r.string($end);
        break;
      default:
        $r.skip($tag, $end, AUTHENTICATE);
    }
  }
  $r.done($end);
  return { token };
}

export const AUTHENTICATE: MessageSchema = {
  name: "Authenticate",
  fields: [
    { number: 1, name: "token", kind: "string", repeated: false },
  ],
};

export interface Welcome {
  user: User | undefined;
  /** The server's clock, in milliseconds since 1970 UTC. */
  now: number;
  /** The server sends at least an empty frame this often; answer an empty frame with an empty frame. */
  heartbeatMs: number;
  /** When the access token ends, in milliseconds since 1970 UTC: authenticate again before. */
  tokenExpiresAt: number;
  /** The channels that the user is a member of. */
  channels: Channel[];
  /** Version of the newest change of what is the user's own: ask for what is newer than known with SyncUser. */
  userVersion: number;
  /** For the browser's PushManager (VAPID, RFC 8292), as base64url; empty without web push. */
  pushKey: string;
}

export function writeWelcome(w: Writer, m: Init<Welcome>): void {
  if (m.user !== undefined) { w.byte(10); const at = w.open(); writeUser(w, m.user); w.close(at); }
  if (m.now !== undefined && m.now !== 0) { w.byte(16); w.uint64(m.now); }
  if (m.heartbeatMs !== undefined && m.heartbeatMs !== 0) { w.byte(24); w.uint32(m.heartbeatMs); }
  if (m.tokenExpiresAt !== undefined && m.tokenExpiresAt !== 0) { w.byte(32); w.uint64(m.tokenExpiresAt); }
  if (m.channels !== undefined) for (const item of m.channels) { w.byte(42); const at = w.open(); writeChannel(w, item); w.close(at); }
  if (m.userVersion !== undefined && m.userVersion !== 0) { w.byte(48); w.uint64(m.userVersion); }
  if (m.pushKey !== undefined && m.pushKey !== "") { w.byte(58); w.string(m.pushKey); }
}

export function readWelcome($r: Reader, $end: number, $into?: Welcome): Welcome {
  let user: Welcome["user"] = undefined;
  let now: Welcome["now"] = 0;
  let heartbeatMs: Welcome["heartbeatMs"] = 0;
  let tokenExpiresAt: Welcome["tokenExpiresAt"] = 0;
  let channels: Welcome["channels"] = [];
  let userVersion: Welcome["userVersion"] = 0;
  let pushKey: Welcome["pushKey"] = "";
  if ($into !== undefined) ({ user, now, heartbeatMs, tokenExpiresAt, channels, userVersion, pushKey } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        user = readUser($r, $r.length($end), user);
        break;
      case 16:
        now = $r.uint64();
        break;
      case 24:
        heartbeatMs = $r.uint32();
        break;
      case 32:
        tokenExpiresAt = $r.uint64();
        break;
      case 42:
        channels.push(readChannel($r, $r.length($end)));
        break;
      case 48:
        userVersion = $r.uint64();
        break;
      case 58:
        pushKey = $r.string($end);
        break;
      default:
        $r.skip($tag, $end, WELCOME);
    }
  }
  $r.done($end);
  return { user, now, heartbeatMs, tokenExpiresAt, channels, userVersion, pushKey };
}

export const WELCOME: MessageSchema = {
  name: "Welcome",
  fields: [
    { number: 1, name: "user", kind: "message", repeated: false, message: () => USER },
    { number: 2, name: "now", kind: "uint64", repeated: false },
    { number: 3, name: "heartbeatMs", kind: "uint32", repeated: false },
    { number: 4, name: "tokenExpiresAt", kind: "uint64", repeated: false },
    { number: 5, name: "channels", kind: "message", repeated: true, message: () => CHANNEL },
    { number: 6, name: "userVersion", kind: "uint64", repeated: false },
    { number: 7, name: "pushKey", kind: "string", repeated: false },
  ],
};

/** Appends a message to a channel that the user is a member of. */
export interface Send {
  channel: number;
  /** Makes the send idempotent: 1 to 64 printable ASCII characters, unique for the user for ever (a UUID). */
  clientId: string;
  /** Markdown, up to 16,384 bytes of UTF-8; may be empty if there are files. */
  text: string;
  /** Seq of the message to reply to in a thread; 0: in the channel. */
  thread: number;
  /** Shows a reply in the channel, too. */
  inChannel: boolean;
  /** Ids of own uploads, at most 10. */
  files: number[];
}

export function writeSend(w: Writer, m: Init<Send>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.clientId !== undefined && m.clientId !== "") { w.byte(18); w.string(m.clientId); }
  if (m.text !== undefined && m.text !== "") { w.byte(26); w.string(m.text); }
  if (m.thread !== undefined && m.thread !== 0) { w.byte(32); w.uint64(m.thread); }
  if (m.inChannel === true) { w.byte(40); w.byte(m.inChannel ? 1 : 0); }
  if (m.files !== undefined && m.files.length !== 0) {
    w.byte(50); const at = w.open();
    w.ensure(m.files.length * 10);
    for (const item of m.files) { w.uint64(item); }
    w.close(at);
  }
}

export function readSend($r: Reader, $end: number, $into?: Send): Send {
  let channel: Send["channel"] = 0;
  let clientId: Send["clientId"] = "";
  let text: Send["text"] = "";
  let thread: Send["thread"] = 0;
  let inChannel: Send["inChannel"] = false;
  let files: Send["files"] = [];
  if ($into !== undefined) ({ channel, clientId, text, thread, inChannel, files } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 18:
        clientId = $r.string($end);
        break;
      case 26:
        text = $r.string($end);
        break;
      case 32:
        thread = $r.uint64();
        break;
      case 40:
        inChannel = $r.bool();
        break;
      case 48:
        files.push($r.uint64());
        break;
      case 50: {
        const $to = $r.length($end);
        while ($r.pos < $to) files.push($r.uint64());
        $r.done($to);
        break;
      }
      default:
        $r.skip($tag, $end, SEND);
    }
  }
  $r.done($end);
  return { channel, clientId, text, thread, inChannel, files };
}

export const SEND: MessageSchema = {
  name: "Send",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "clientId", kind: "string", repeated: false },
    { number: 3, name: "text", kind: "string", repeated: false },
    { number: 4, name: "thread", kind: "uint64", repeated: false },
    { number: 5, name: "inChannel", kind: "bool", repeated: false },
    { number: 6, name: "files", kind: "uint64", repeated: true },
  ],
};

/** The message is durable and has this place in its channel; the same answer for a repeated client_id. */
export interface Sent {
  channel: number;
  seq: number;
  at: number;
  /** True if an earlier send with this client_id had made the message. */
  repeated: boolean;
}

export function writeSent(w: Writer, m: Init<Sent>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.seq !== undefined && m.seq !== 0) { w.byte(16); w.uint64(m.seq); }
  if (m.at !== undefined && m.at !== 0) { w.byte(24); w.uint64(m.at); }
  if (m.repeated === true) { w.byte(32); w.byte(m.repeated ? 1 : 0); }
}

export function readSent($r: Reader, $end: number, $into?: Sent): Sent {
  let channel: Sent["channel"] = 0;
  let seq: Sent["seq"] = 0;
  let at: Sent["at"] = 0;
  let repeated: Sent["repeated"] = false;
  if ($into !== undefined) ({ channel, seq, at, repeated } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        seq = $r.uint64();
        break;
      case 24:
        at = $r.uint64();
        break;
      case 32:
        repeated = $r.bool();
        break;
      default:
        $r.skip($tag, $end, SENT);
    }
  }
  $r.done($end);
  return { channel, seq, at, repeated };
}

export const SENT: MessageSchema = {
  name: "Sent",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "seq", kind: "uint64", repeated: false },
    { number: 3, name: "at", kind: "uint64", repeated: false },
    { number: 4, name: "repeated", kind: "bool", repeated: false },
  ],
};

/** Events after the reply's head come live from now on. What lies before is fetched with History. */
export interface Subscribe {
  channel: number;
}

export function writeSubscribe(w: Writer, m: Init<Subscribe>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
}

export function readSubscribe($r: Reader, $end: number, $into?: Subscribe): Subscribe {
  let channel: Subscribe["channel"] = 0;
  if ($into !== undefined) ({ channel } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      default:
        $r.skip($tag, $end, SUBSCRIBE);
    }
  }
  $r.done($end);
  return { channel };
}

export const SUBSCRIBE: MessageSchema = {
  name: "Subscribe",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
  ],
};

export interface Subscribed {
  channel: number;
  epoch: number;
  head: number;
}

export function writeSubscribed(w: Writer, m: Init<Subscribed>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.epoch !== undefined && m.epoch !== 0) { w.byte(16); w.uint64(m.epoch); }
  if (m.head !== undefined && m.head !== 0) { w.byte(24); w.uint64(m.head); }
}

export function readSubscribed($r: Reader, $end: number, $into?: Subscribed): Subscribed {
  let channel: Subscribed["channel"] = 0;
  let epoch: Subscribed["epoch"] = 0;
  let head: Subscribed["head"] = 0;
  if ($into !== undefined) ({ channel, epoch, head } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        epoch = $r.uint64();
        break;
      case 24:
        head = $r.uint64();
        break;
      default:
        $r.skip($tag, $end, SUBSCRIBED);
    }
  }
  $r.done($end);
  return { channel, epoch, head };
}

export const SUBSCRIBED: MessageSchema = {
  name: "Subscribed",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "epoch", kind: "uint64", repeated: false },
    { number: 3, name: "head", kind: "uint64", repeated: false },
  ],
};

/** Subscribes to up to 1,000 channels at once, and asks what each missed after a position. */
export interface SubscribeMany {
  positions: Position[];
}

export function writeSubscribeMany(w: Writer, m: Init<SubscribeMany>): void {
  if (m.positions !== undefined) for (const item of m.positions) { w.byte(10); const at = w.open(); writePosition(w, item); w.close(at); }
}

export function readSubscribeMany($r: Reader, $end: number, $into?: SubscribeMany): SubscribeMany {
  let positions: SubscribeMany["positions"] = [];
  if ($into !== undefined) ({ positions } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        positions.push(readPosition($r, $r.length($end)));
        break;
      default:
        $r.skip($tag, $end, SUBSCRIBE_MANY);
    }
  }
  $r.done($end);
  return { positions };
}

export const SUBSCRIBE_MANY: MessageSchema = {
  name: "SubscribeMany",
  fields: [
    { number: 1, name: "positions", kind: "message", repeated: true, message: () => POSITION },
  ],
};

/** Everything up to `after` is known. Nothing is, if the epoch isn't the channel's. */
export interface Position {
  channel: number;
  epoch: number;
  after: number;
}

export function writePosition(w: Writer, m: Init<Position>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.epoch !== undefined && m.epoch !== 0) { w.byte(16); w.uint64(m.epoch); }
  if (m.after !== undefined && m.after !== 0) { w.byte(24); w.uint64(m.after); }
}

export function readPosition($r: Reader, $end: number, $into?: Position): Position {
  let channel: Position["channel"] = 0;
  let epoch: Position["epoch"] = 0;
  let after: Position["after"] = 0;
  if ($into !== undefined) ({ channel, epoch, after } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        epoch = $r.uint64();
        break;
      case 24:
        after = $r.uint64();
        break;
      default:
        $r.skip($tag, $end, POSITION);
    }
  }
  $r.done($end);
  return { channel, epoch, after };
}

export const POSITION: MessageSchema = {
  name: "Position",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "epoch", kind: "uint64", repeated: false },
    { number: 3, name: "after", kind: "uint64", repeated: false },
  ],
};

export interface Subscriptions {
  /** In the order of the positions. Channels that can't be read are left out: Subscribe says why. */
  subscribed: Subscribed[];
  /**
   * Events next after the positions, in ascending seq, no later than the head: up to 100 of a channel and 256 KiB in all.
   * Where the last one is before the head, History has the rest.
   */
  missed: Event[];
}

export function writeSubscriptions(w: Writer, m: Init<Subscriptions>): void {
  if (m.subscribed !== undefined) for (const item of m.subscribed) { w.byte(10); const at = w.open(); writeSubscribed(w, item); w.close(at); }
  if (m.missed !== undefined) for (const item of m.missed) { w.byte(18); const at = w.open(); writeEvent(w, item); w.close(at); }
}

export function readSubscriptions($r: Reader, $end: number, $into?: Subscriptions): Subscriptions {
  let subscribed: Subscriptions["subscribed"] = [];
  let missed: Subscriptions["missed"] = [];
  if ($into !== undefined) ({ subscribed, missed } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        subscribed.push(readSubscribed($r, $r.length($end)));
        break;
      case 18:
        missed.push(readEvent($r, $r.length($end)));
        break;
      default:
        $r.skip($tag, $end, SUBSCRIPTIONS);
    }
  }
  $r.done($end);
  return { subscribed, missed };
}

export const SUBSCRIPTIONS: MessageSchema = {
  name: "Subscriptions",
  fields: [
    { number: 1, name: "subscribed", kind: "message", repeated: true, message: () => SUBSCRIBED },
    { number: 2, name: "missed", kind: "message", repeated: true, message: () => EVENT },
  ],
};

export interface Unsubscribe {
  channel: number;
}

export function writeUnsubscribe(w: Writer, m: Init<Unsubscribe>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
}

export function readUnsubscribe($r: Reader, $end: number, $into?: Unsubscribe): Unsubscribe {
  let channel: Unsubscribe["channel"] = 0;
  if ($into !== undefined) ({ channel } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      default:
        $r.skip($tag, $end, UNSUBSCRIBE);
    }
  }
  $r.done($end);
  return { channel };
}

export const UNSUBSCRIBE: MessageSchema = {
  name: "Unsubscribe",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
  ],
};

/**
 * A page of a channel's log in ascending seq: the events next after `after`, or next before `before`.
 * Exactly one of both counts: `before` if it is not 0, else `after` (0: from the start).
 */
export interface History {
  channel: number;
  after: number;
  before: number;
  /** 1 to 500; 0 means 100. A page may hold fewer, bounded by bytes. */
  limit: number;
}

export function writeHistory(w: Writer, m: Init<History>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.after !== undefined && m.after !== 0) { w.byte(16); w.uint64(m.after); }
  if (m.before !== undefined && m.before !== 0) { w.byte(24); w.uint64(m.before); }
  if (m.limit !== undefined && m.limit !== 0) { w.byte(32); w.uint32(m.limit); }
}

export function readHistory($r: Reader, $end: number, $into?: History): History {
  let channel: History["channel"] = 0;
  let after: History["after"] = 0;
  let before: History["before"] = 0;
  let limit: History["limit"] = 0;
  if ($into !== undefined) ({ channel, after, before, limit } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        after = $r.uint64();
        break;
      case 24:
        before = $r.uint64();
        break;
      case 32:
        limit = $r.uint32();
        break;
      default:
        $r.skip($tag, $end, HISTORY);
    }
  }
  $r.done($end);
  return { channel, after, before, limit };
}

export const HISTORY: MessageSchema = {
  name: "History",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "after", kind: "uint64", repeated: false },
    { number: 3, name: "before", kind: "uint64", repeated: false },
    { number: 4, name: "limit", kind: "uint32", repeated: false },
  ],
};

export interface EventPage {
  channel: number;
  epoch: number;
  /** Head of the log when the page was read. */
  head: number;
  events: Event[];
  /** Whether there are more events in the direction asked for. */
  more: boolean;
}

export function writeEventPage(w: Writer, m: Init<EventPage>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.epoch !== undefined && m.epoch !== 0) { w.byte(16); w.uint64(m.epoch); }
  if (m.head !== undefined && m.head !== 0) { w.byte(24); w.uint64(m.head); }
  if (m.events !== undefined) for (const item of m.events) { w.byte(34); const at = w.open(); writeEvent(w, item); w.close(at); }
  if (m.more === true) { w.byte(40); w.byte(m.more ? 1 : 0); }
}

export function readEventPage($r: Reader, $end: number, $into?: EventPage): EventPage {
  let channel: EventPage["channel"] = 0;
  let epoch: EventPage["epoch"] = 0;
  let head: EventPage["head"] = 0;
  let events: EventPage["events"] = [];
  let more: EventPage["more"] = false;
  if ($into !== undefined) ({ channel, epoch, head, events, more } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        epoch = $r.uint64();
        break;
      case 24:
        head = $r.uint64();
        break;
      case 34:
        events.push(readEvent($r, $r.length($end)));
        break;
      case 40:
        more = $r.bool();
        break;
      default:
        $r.skip($tag, $end, EVENT_PAGE);
    }
  }
  $r.done($end);
  return { channel, epoch, head, events, more };
}

export const EVENT_PAGE: MessageSchema = {
  name: "EventPage",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "epoch", kind: "uint64", repeated: false },
    { number: 3, name: "head", kind: "uint64", repeated: false },
    { number: 4, name: "events", kind: "message", repeated: true, message: () => EVENT },
    { number: 5, name: "more", kind: "bool", repeated: false },
  ],
};

/** Creates a channel; the creator is its first member, and its owner. */
export interface CreateChannel {
  name: string;
  /** Public or private; unspecified means public. */
  kind: number;
  topic: string;
  description: string;
  /** Users who are added at once, at most 100. */
  members: number[];
}

export function writeCreateChannel(w: Writer, m: Init<CreateChannel>): void {
  if (m.name !== undefined && m.name !== "") { w.byte(10); w.string(m.name); }
  if (m.kind !== undefined && m.kind !== 0) { w.byte(16); w.int32(m.kind); }
  if (m.topic !== undefined && m.topic !== "") { w.byte(26); w.string(m.topic); }
  if (m.description !== undefined && m.description !== "") { w.byte(34); w.string(m.description); }
  if (m.members !== undefined && m.members.length !== 0) {
    w.byte(42); const at = w.open();
    w.ensure(m.members.length * 10);
    for (const item of m.members) { w.uint64(item); }
    w.close(at);
  }
}

export function readCreateChannel($r: Reader, $end: number, $into?: CreateChannel): CreateChannel {
  let name: CreateChannel["name"] = "";
  let kind: CreateChannel["kind"] = 0;
  let topic: CreateChannel["topic"] = "";
  let description: CreateChannel["description"] = "";
  let members: CreateChannel["members"] = [];
  if ($into !== undefined) ({ name, kind, topic, description, members } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        name = $r.string($end);
        break;
      case 16:
        kind = $r.int32();
        break;
      case 26:
        topic = $r.string($end);
        break;
      case 34:
        description = $r.string($end);
        break;
      case 40:
        members.push($r.uint64());
        break;
      case 42: {
        const $to = $r.length($end);
        while ($r.pos < $to) members.push($r.uint64());
        $r.done($to);
        break;
      }
      default:
        $r.skip($tag, $end, CREATE_CHANNEL);
    }
  }
  $r.done($end);
  return { name, kind, topic, description, members };
}

export const CREATE_CHANNEL: MessageSchema = {
  name: "CreateChannel",
  fields: [
    { number: 1, name: "name", kind: "string", repeated: false },
    { number: 2, name: "kind", kind: "enum", repeated: false, values: { CHANNEL_KIND_UNSPECIFIED: 0, CHANNEL_KIND_PUBLIC: 1, CHANNEL_KIND_PRIVATE: 2, CHANNEL_KIND_DIRECT: 3 } },
    { number: 3, name: "topic", kind: "string", repeated: false },
    { number: 4, name: "description", kind: "string", repeated: false },
    { number: 5, name: "members", kind: "uint64", repeated: true },
  ],
};

/** Public channels, and those that the user is a member of, by name. */
export interface ListChannels {
  /** Names after this one; empty: from the start. */
  after: string;
  /** 1 to 500; 0 means 100. */
  limit: number;
}

export function writeListChannels(w: Writer, m: Init<ListChannels>): void {
  if (m.after !== undefined && m.after !== "") { w.byte(10); w.string(m.after); }
  if (m.limit !== undefined && m.limit !== 0) { w.byte(16); w.uint32(m.limit); }
}

export function readListChannels($r: Reader, $end: number, $into?: ListChannels): ListChannels {
  let after: ListChannels["after"] = "";
  let limit: ListChannels["limit"] = 0;
  if ($into !== undefined) ({ after, limit } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        after = $r.string($end);
        break;
      case 16:
        limit = $r.uint32();
        break;
      default:
        $r.skip($tag, $end, LIST_CHANNELS);
    }
  }
  $r.done($end);
  return { after, limit };
}

export const LIST_CHANNELS: MessageSchema = {
  name: "ListChannels",
  fields: [
    { number: 1, name: "after", kind: "string", repeated: false },
    { number: 2, name: "limit", kind: "uint32", repeated: false },
  ],
};

export interface ChannelPage {
  channels: Channel[];
  more: boolean;
}

export function writeChannelPage(w: Writer, m: Init<ChannelPage>): void {
  if (m.channels !== undefined) for (const item of m.channels) { w.byte(10); const at = w.open(); writeChannel(w, item); w.close(at); }
  if (m.more === true) { w.byte(16); w.byte(m.more ? 1 : 0); }
}

export function readChannelPage($r: Reader, $end: number, $into?: ChannelPage): ChannelPage {
  let channels: ChannelPage["channels"] = [];
  let more: ChannelPage["more"] = false;
  if ($into !== undefined) ({ channels, more } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        channels.push(readChannel($r, $r.length($end)));
        break;
      case 16:
        more = $r.bool();
        break;
      default:
        $r.skip($tag, $end, CHANNEL_PAGE);
    }
  }
  $r.done($end);
  return { channels, more };
}

export const CHANNEL_PAGE: MessageSchema = {
  name: "ChannelPage",
  fields: [
    { number: 1, name: "channels", kind: "message", repeated: true, message: () => CHANNEL },
    { number: 2, name: "more", kind: "bool", repeated: false },
  ],
};

/** By id, or by name if id is 0. Joining a channel again is no error. */
export interface JoinChannel {
  channel: number;
  name: string;
}

export function writeJoinChannel(w: Writer, m: Init<JoinChannel>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.name !== undefined && m.name !== "") { w.byte(18); w.string(m.name); }
}

export function readJoinChannel($r: Reader, $end: number, $into?: JoinChannel): JoinChannel {
  let channel: JoinChannel["channel"] = 0;
  let name: JoinChannel["name"] = "";
  if ($into !== undefined) ({ channel, name } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 18:
        name = $r.string($end);
        break;
      default:
        $r.skip($tag, $end, JOIN_CHANNEL);
    }
  }
  $r.done($end);
  return { channel, name };
}

export const JOIN_CHANNEL: MessageSchema = {
  name: "JoinChannel",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "name", kind: "string", repeated: false },
  ],
};

export interface LeaveChannel {
  channel: number;
}

export function writeLeaveChannel(w: Writer, m: Init<LeaveChannel>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
}

export function readLeaveChannel($r: Reader, $end: number, $into?: LeaveChannel): LeaveChannel {
  let channel: LeaveChannel["channel"] = 0;
  if ($into !== undefined) ({ channel } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      default:
        $r.skip($tag, $end, LEAVE_CHANNEL);
    }
  }
  $r.done($end);
  return { channel };
}

export const LEAVE_CHANNEL: MessageSchema = {
  name: "LeaveChannel",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
  ],
};

/** Members by id. */
export interface ListMembers {
  channel: number;
  /** Ids after this one. */
  after: number;
  /** 1 to 500; 0 means 100. */
  limit: number;
}

export function writeListMembers(w: Writer, m: Init<ListMembers>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.after !== undefined && m.after !== 0) { w.byte(16); w.uint64(m.after); }
  if (m.limit !== undefined && m.limit !== 0) { w.byte(24); w.uint32(m.limit); }
}

export function readListMembers($r: Reader, $end: number, $into?: ListMembers): ListMembers {
  let channel: ListMembers["channel"] = 0;
  let after: ListMembers["after"] = 0;
  let limit: ListMembers["limit"] = 0;
  if ($into !== undefined) ({ channel, after, limit } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        after = $r.uint64();
        break;
      case 24:
        limit = $r.uint32();
        break;
      default:
        $r.skip($tag, $end, LIST_MEMBERS);
    }
  }
  $r.done($end);
  return { channel, after, limit };
}

export const LIST_MEMBERS: MessageSchema = {
  name: "ListMembers",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "after", kind: "uint64", repeated: false },
    { number: 3, name: "limit", kind: "uint32", repeated: false },
  ],
};

export interface UserPage {
  users: User[];
  more: boolean;
  /** Of members: the role of each user, in the same order. */
  roles: number[];
}

export function writeUserPage(w: Writer, m: Init<UserPage>): void {
  if (m.users !== undefined) for (const item of m.users) { w.byte(10); const at = w.open(); writeUser(w, item); w.close(at); }
  if (m.more === true) { w.byte(16); w.byte(m.more ? 1 : 0); }
  if (m.roles !== undefined && m.roles.length !== 0) {
    w.byte(26); const at = w.open();
    w.ensure(m.roles.length * 10);
    for (const item of m.roles) { w.int32(item); }
    w.close(at);
  }
}

export function readUserPage($r: Reader, $end: number, $into?: UserPage): UserPage {
  let users: UserPage["users"] = [];
  let more: UserPage["more"] = false;
  let roles: UserPage["roles"] = [];
  if ($into !== undefined) ({ users, more, roles } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 10:
        users.push(readUser($r, $r.length($end)));
        break;
      case 16:
        more = $r.bool();
        break;
      case 24:
        roles.push($r.int32());
        break;
      case 26: {
        const $to = $r.length($end);
        while ($r.pos < $to) roles.push($r.int32());
        $r.done($to);
        break;
      }
      default:
        $r.skip($tag, $end, USER_PAGE);
    }
  }
  $r.done($end);
  return { users, more, roles };
}

export const USER_PAGE: MessageSchema = {
  name: "UserPage",
  fields: [
    { number: 1, name: "users", kind: "message", repeated: true, message: () => USER },
    { number: 2, name: "more", kind: "bool", repeated: false },
    { number: 3, name: "roles", kind: "enum", repeated: true, values: { ROLE_UNSPECIFIED: 0, ROLE_GUEST: 1, ROLE_MEMBER: 2, ROLE_MODERATOR: 3, ROLE_OWNER: 4 } },
  ],
};

/** Names of users by id, 1 to 500; unknown ids are left out. */
export interface GetUsers {
  ids: number[];
}

export function writeGetUsers(w: Writer, m: Init<GetUsers>): void {
  if (m.ids !== undefined && m.ids.length !== 0) {
    w.byte(10); const at = w.open();
    w.ensure(m.ids.length * 10);
    for (const item of m.ids) { w.uint64(item); }
    w.close(at);
  }
}

export function readGetUsers($r: Reader, $end: number, $into?: GetUsers): GetUsers {
  let ids: GetUsers["ids"] = [];
  if ($into !== undefined) ({ ids } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        ids.push($r.uint64());
        break;
      case 10: {
        const $to = $r.length($end);
        while ($r.pos < $to) ids.push($r.uint64());
        $r.done($to);
        break;
      }
      default:
        $r.skip($tag, $end, GET_USERS);
    }
  }
  $r.done($end);
  return { ids };
}

export const GET_USERS: MessageSchema = {
  name: "GetUsers",
  fields: [
    { number: 1, name: "ids", kind: "uint64", repeated: true },
  ],
};

/** The user is typing in a channel; others of its subscribers get a Typing signal. Send it every few seconds. */
export interface StartTyping {
  channel: number;
  /** Seq of the thread's root; 0: in the channel. */
  thread: number;
}

export function writeStartTyping(w: Writer, m: Init<StartTyping>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.thread !== undefined && m.thread !== 0) { w.byte(16); w.uint64(m.thread); }
}

export function readStartTyping($r: Reader, $end: number, $into?: StartTyping): StartTyping {
  let channel: StartTyping["channel"] = 0;
  let thread: StartTyping["thread"] = 0;
  if ($into !== undefined) ({ channel, thread } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        thread = $r.uint64();
        break;
      default:
        $r.skip($tag, $end, START_TYPING);
    }
  }
  $r.done($end);
  return { channel, thread };
}

export const START_TYPING: MessageSchema = {
  name: "StartTyping",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "thread", kind: "uint64", repeated: false },
  ],
};

/** Watch who of a channel's members is online, or stop to. */
export interface WatchPresence {
  channel: number;
  stop: boolean;
}

export function writeWatchPresence(w: Writer, m: Init<WatchPresence>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.stop === true) { w.byte(16); w.byte(m.stop ? 1 : 0); }
}

export function readWatchPresence($r: Reader, $end: number, $into?: WatchPresence): WatchPresence {
  let channel: WatchPresence["channel"] = 0;
  let stop: WatchPresence["stop"] = false;
  if ($into !== undefined) ({ channel, stop } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        stop = $r.bool();
        break;
      default:
        $r.skip($tag, $end, WATCH_PRESENCE);
    }
  }
  $r.done($end);
  return { channel, stop };
}

export const WATCH_PRESENCE: MessageSchema = {
  name: "WatchPresence",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "stop", kind: "bool", repeated: false },
  ],
};

export interface PresenceState {
  channel: number;
  /** Ids of the members who are online, at most 1,000. */
  online: number[];
}

export function writePresenceState(w: Writer, m: Init<PresenceState>): void {
  if (m.channel !== undefined && m.channel !== 0) { w.byte(8); w.uint64(m.channel); }
  if (m.online !== undefined && m.online.length !== 0) {
    w.byte(18); const at = w.open();
    w.ensure(m.online.length * 10);
    for (const item of m.online) { w.uint64(item); }
    w.close(at);
  }
}

export function readPresenceState($r: Reader, $end: number, $into?: PresenceState): PresenceState {
  let channel: PresenceState["channel"] = 0;
  let online: PresenceState["online"] = [];
  if ($into !== undefined) ({ channel, online } = $into);
  while ($r.pos < $end) {
    const $tag = $r.tag();
    switch ($tag) {
      case 8:
        channel = $r.uint64();
        break;
      case 16:
        online.push($r.uint64());
        break;
      case 18: {
        const $to = $r.length($end);
        while ($r.pos < $to) online.push($r.uint64());
        $r.done($to);
        break;
      }
      default:
        $r.skip($tag, $end, PRESENCE_STATE);
    }
  }
  $r.done($end);
  return { channel, online };
}

export const PRESENCE_STATE: MessageSchema = {
  name: "PresenceState",
  fields: [
    { number: 1, name: "channel", kind: "uint64", repeated: false },
    { number: 2, name: "online", kind: "uint64", repeated: true },
  ],
};
