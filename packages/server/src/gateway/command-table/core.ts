import { createChannel } from "../../commands/create-channel.ts";
import { getUsers } from "../../commands/get-users.ts";
import { history } from "../../commands/history.ts";
import { joinChannel } from "../../commands/join-channel.ts";
import { leaveChannel } from "../../commands/leave-channel.ts";
import { listChannels } from "../../commands/list-channels.ts";
import { listMembers } from "../../commands/list-members.ts";
import { send, sendRuns } from "../../commands/send.ts";
import { startTyping } from "../../commands/start-typing.ts";
import { subscribeMany } from "../../commands/subscribe-many.ts";
import { subscribe } from "../../commands/subscribe.ts";
import { syncUser } from "../../commands/sync-user.ts";
import { unsubscribe } from "../../commands/unsubscribe.ts";
import { watchPresence } from "../../commands/watch-presence.ts";
import type { CommandName, Rows } from "./row.ts";

/** Channels, their logs, and who is in them. */
export const CORE = {
  send: { handler: send, scope: "messages:write", runs: sendRuns },
  subscribe: { handler: subscribe, scope: "messages:read" },
  subscribeMany: { handler: subscribeMany, scope: "messages:read" },
  unsubscribe: { handler: unsubscribe, scope: "messages:read" },
  history: { handler: history, scope: "messages:read" },
  createChannel: { handler: createChannel, scope: "channels:write" },
  listChannels: { handler: listChannels, scope: "channels:read" },
  joinChannel: { handler: joinChannel, scope: "channels:write" },
  leaveChannel: { handler: leaveChannel, scope: "channels:write" },
  listMembers: { handler: listMembers, scope: "channels:read" },
  getUsers: { handler: getUsers, scope: "users:read" },
  startTyping: { handler: startTyping, scope: "messages:write" },
  watchPresence: { handler: watchPresence, scope: "users:read" },
  syncUser: { handler: syncUser, scope: "channels:read" },
} satisfies Partial<Rows<CommandName>>;
