import { type ChannelAction, type Command, type ErrorName, type Init, Role } from "@hubbub/protocol";

import type { CommandName } from "../../src/gateway/command-table/row.ts";
import { send } from "../clients.ts";
import type { Kind, Place } from "./place.ts";

export interface WalkRow {
  command: CommandName;
  /**
   * What it takes in the table of permissions. "look": whatever lets one read, also who is no member of a public channel.
   * "belong": to be a member, whatever the role. "nothing": no right in the channel.
   */
  takes: ChannelAction | "look" | "belong" | "nothing";
  /** A command that changes as little as can be. */
  body(place: Place): Init<Command>["body"];
  /** Refusals that only who has the right gets to: what is asked for is wrong in another way. */
  passes?: ErrorName;
  /** What somebody gets who is no member, if it isn't what `takes` says. */
  outsider?(kind: Kind): "may" | ErrorName;
  /** What an administrator may though they are no member. */
  administrators?: true;
  /** In a direct channel: nobody may, or there is nothing to do it to. */
  direct?: "forbidden" | "nothing";
  /** Makes what it was before, for the next one. */
  restore?(place: Place): Promise<void>;
}

/** A row of a command that needs a channel and a message at most. */
function row(
  command: CommandName,
  takes: WalkRow["takes"],
  body: WalkRow["body"],
  more: Partial<WalkRow> = {},
): WalkRow {
  return { command, takes, body, ...more };
}

type Change = Extract<
  Extract<Init<Command>["body"], { case: "updateChannel" }>["value"]["change"],
  { case: string }
>;

const update = (takes: ChannelAction, change: (place: Place) => Change): WalkRow =>
  row("updateChannel", takes, (place) => ({
    case: "updateChannel",
    value: { channel: place.channel, change: change(place) },
  }));

/** Every command about one channel. One that several rights are for has several rows. */
export const WALK: readonly WalkRow[] = [
  row("send", "send", ({ channel }) => send(channel, "x")),
  row(
    "runSlashCommand",
    "send",
    ({ channel }) => ({ case: "runSlashCommand", value: { channel, text: "none" } }),
    {
      passes: "not_found",
    },
  ),
  row("startTyping", "send", ({ channel }) => ({ case: "startTyping", value: { channel } })),
  row("subscribe", "look", ({ channel }) => ({ case: "subscribe", value: { channel } })),
  row("unsubscribe", "nothing", ({ channel }) => ({ case: "unsubscribe", value: { channel } })),
  row("history", "look", ({ channel }) => ({ case: "history", value: { channel } })),
  row("listMembers", "look", ({ channel }) => ({ case: "listMembers", value: { channel } })),
  row("listUsers", "look", ({ channel }) => ({ case: "listUsers", value: { channel } })),
  row("listFiles", "look", ({ channel }) => ({ case: "listFiles", value: { channel } })),
  row("watchPresence", "belong", ({ channel }) => ({ case: "watchPresence", value: { channel } }), {
    passes: "invalid",
  }),
  row("getReceipts", "belong", ({ channel }) => ({ case: "getReceipts", value: { channel } })),
  row("markRead", "belong", ({ channel }) => ({ case: "markRead", value: { channel, seq: 1 } })),
  row("setChannelPreferences", "belong", ({ channel }) => ({
    case: "setChannelPreferences",
    value: { channel, level: 0 },
  })),
  update("rename", ({ name }) => ({ case: "name", value: name })),
  update("setTopic", () => ({ case: "topic", value: "" })),
  update("describe", () => ({ case: "description", value: "" })),
  update("archive", ({ archived }) => ({ case: "archived", value: archived })),
  update("slowMode", () => ({ case: "slowModeS", value: 0 })),
  update("retention", () => ({ case: "retentionDays", value: 0 })),
  update("postRole", () => ({ case: "postRole", value: 0 })),
  row("addMembers", "addMembers", ({ channel, keeper }) => ({
    case: "addMembers",
    value: { channel, users: [keeper.id] },
  })),
  row("removeMember", "removeMember", ({ channel, stranger }) => ({
    case: "removeMember",
    value: { channel, user: stranger.id },
  })),
  row("setRole", "setRole", ({ channel, victim }) => ({
    case: "setRole",
    value: { channel, user: victim.id, role: Role.GUEST },
  })),
  row(
    "createInvite",
    "invite",
    ({ channel }) => ({ case: "createInvite", value: { channel, expiresAt: 1 } }),
    {
      passes: "invalid",
    },
  ),
  row("listInvites", "invite", ({ channel }) => ({ case: "listInvites", value: { channel } })),
  row("revokeInvite", "deleteOthers", ({ code }) => ({ case: "revokeInvite", value: { code } }), {
    direct: "nothing",
    restore: (place) => place.invite(),
  }),
  row("getInvite", "nothing", ({ code }) => ({ case: "getInvite", value: { code } }), { direct: "nothing" }),
  row(
    "ban",
    "ban",
    ({ channel, victim }) => ({ case: "ban", value: { channel, user: victim.id, until: 1 } }),
    {
      passes: "invalid",
    },
  ),
  row("unban", "ban", ({ channel, stranger }) => ({ case: "unban", value: { channel, user: stranger.id } })),
  row("listBans", "ban", ({ channel }) => ({ case: "listBans", value: { channel } })),
  row(
    "mute",
    "mute",
    ({ channel, victim }) => ({ case: "mute", value: { channel, user: victim.id, until: 1 } }),
    {
      passes: "invalid",
    },
  ),
  row("reportMessage", "report", ({ channel }) => ({ case: "reportMessage", value: { channel, seq: 1 } }), {
    passes: "invalid",
  }),
  row("resolveReport", "reports", ({ report: id }) => ({ case: "resolveReport", value: { id } }), {
    outsider: () => "not_found",
    administrators: true,
  }),
  row(
    "addWordRule",
    "wordRules",
    ({ channel }) => ({ case: "addWordRule", value: { channel, pattern: "x" } }),
    {
      passes: "invalid",
    },
  ),
  row("removeWordRule", "wordRules", ({ rule: id }) => ({ case: "removeWordRule", value: { id } }), {
    outsider: () => "not_found",
    direct: "nothing",
    restore: (place) => place.addRule(),
  }),
  row("listWordRules", "wordRules", ({ channel }) => ({ case: "listWordRules", value: { channel } })),
  row("listAudit", "audit", ({ channel }) => ({ case: "listAudit", value: { channel } }), {
    administrators: true,
  }),
  row(
    "createWebhook",
    "webhooks",
    ({ channel }) => ({ case: "createWebhook", value: { channel, kind: 1 } }),
    {
      passes: "invalid",
    },
  ),
  row("listWebhooks", "webhooks", ({ channel }) => ({ case: "listWebhooks", value: { channel } })),
  row("editMessage", "editOwn", ({ channel }) => ({ case: "editMessage", value: { channel, seq: 1 } }), {
    passes: "invalid",
  }),
  row(
    "deleteMessage",
    "deleteOwn",
    ({ channel }) => ({ case: "deleteMessage", value: { channel, seq: 1 } }),
    {
      passes: "not_found",
    },
  ),
  row(
    "deleteMessage",
    "deleteOthers",
    ({ channel, message: seq }) => ({ case: "deleteMessage", value: { channel, seq } }),
    {
      restore: (place) => place.write(),
    },
  ),
  row(
    "addReaction",
    "react",
    ({ channel }) => ({ case: "addReaction", value: { channel, seq: 1, emoji: "x" } }),
    {
      passes: "invalid",
    },
  ),
  row(
    "removeReaction",
    "react",
    ({ channel }) => ({ case: "removeReaction", value: { channel, seq: 1, emoji: "x" } }),
    {
      passes: "invalid",
    },
  ),
  row("pinMessage", "pin", ({ channel }) => ({ case: "pinMessage", value: { channel, seq: 1 } }), {
    passes: "not_found",
  }),
  row("unpinMessage", "pin", ({ channel }) => ({ case: "unpinMessage", value: { channel, seq: 1 } }), {
    passes: "not_found",
  }),
  row("listMessages", "look", ({ channel }) => ({ case: "listMessages", value: { channel } })),
  row("getMessages", "look", ({ channel }) => ({ case: "getMessages", value: { channel, seqs: [1] } })),
  row("listEdits", "look", ({ channel, message: seq }) => ({ case: "listEdits", value: { channel, seq } })),
  row("listPins", "look", ({ channel }) => ({ case: "listPins", value: { channel } })),
  row("listThreads", "look", ({ channel }) => ({ case: "listThreads", value: { channel } })),
  row("followThread", "belong", ({ channel }) => ({ case: "followThread", value: { channel, seq: 1 } }), {
    passes: "not_found",
  }),
  row("setDraft", "belong", ({ channel }) => ({ case: "setDraft", value: { channel, text: "x" } })),
  row("scheduleMessage", "send", ({ channel }) => ({ case: "scheduleMessage", value: { channel } }), {
    passes: "invalid",
  }),
  // What makes a member of somebody, or takes it from them, comes last.
  row("joinChannel", "nothing", ({ channel }) => ({ case: "joinChannel", value: { channel } }), {
    outsider: (kind) => (kind === "public" ? "may" : kind === "archived" ? "archived" : "not_found"),
  }),
  row("joinByInvite", "nothing", ({ code }) => ({ case: "joinByInvite", value: { code } }), {
    outsider: (kind) => (kind === "archived" ? "archived" : "may"),
    direct: "nothing",
  }),
  row("leaveChannel", "belong", ({ channel }) => ({ case: "leaveChannel", value: { channel } }), {
    direct: "forbidden",
  }),
];

/** Commands that are about no one channel, or answer with the user's own channels only. */
export const WITHOUT_CHANNEL: ReadonlySet<CommandName> = new Set([
  "authenticate",
  "createChannel",
  "listChannels",
  "getUsers",
  "listMentions",
  "cancelScheduled",
  "search",
  // Leaves out what can't be read; see subscribe-many.test.ts.
  "subscribeMany",
  "openDirect",
  "markAllRead",
  "getUnread",
  "syncUser",
  "setStatus",
  "setIdle",
  "setProfile",
  "watchUsers",
  "setPreferences",
  "registerPush",
  "unregisterPush",
  "getFileLinks",
  "createEmoji",
  "deleteEmoji",
  "listEmoji",
  "listReports",
  "getSettings",
  "setSettings",
  // By its own id; see webhooks.test.ts.
  "deleteWebhook",
  "createSlashCommand",
  "listSlashCommands",
  "deleteSlashCommand",
  "getHealth",
  "getServerInfo",
]);
