import type { UserCommand } from "@hubbub/protocol";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One address of the HTTP API: a command, whose fields come from the path (those in braces), for GET and DELETE from the
 * query, else from a JSON body. Types, names and bounds are those of the protocol.
 */
export interface ApiRoute {
  method: Method;
  /** Below /api. */
  path: string;
  command: UserCommand["case"];
  summary: string;
  /** Fields that have the same value always. */
  fixed?: Readonly<Record<string, unknown>>;
  /** Fields that get a UUID if they aren't given. */
  idempotence?: "clientId";
}

const SEND = { command: "send", idempotence: "clientId" } as const;

/** The HTTP API, in the order in which it is described. */
export const API_ROUTES: readonly ApiRoute[] = [
  { method: "POST", path: "/channels/{channel}/messages", ...SEND, summary: "Send a message" },
  {
    method: "GET",
    path: "/channels/{channel}/messages",
    command: "listMessages",
    summary:
      "Messages as they read now: the newest, or before, after or around a seq; of a thread if one is named",
  },
  {
    method: "PATCH",
    path: "/channels/{channel}/messages/{seq}",
    command: "editMessage",
    idempotence: "clientId",
    summary: "Edit an own message",
  },
  {
    method: "DELETE",
    path: "/channels/{channel}/messages/{seq}",
    command: "deleteMessage",
    summary: "Delete a message",
  },
  {
    method: "PUT",
    path: "/channels/{channel}/messages/{seq}/reactions/{emoji}",
    command: "addReaction",
    summary: "React to a message",
  },
  {
    method: "DELETE",
    path: "/channels/{channel}/messages/{seq}/reactions/{emoji}",
    command: "removeReaction",
    summary: "Take a reaction back",
  },
  {
    method: "PUT",
    path: "/channels/{channel}/pins/{seq}",
    command: "pinMessage",
    summary: "Pin a message",
  },
  {
    method: "DELETE",
    path: "/channels/{channel}/pins/{seq}",
    command: "unpinMessage",
    summary: "Unpin a message",
  },
  { method: "GET", path: "/channels/{channel}/pins", command: "listPins", summary: "Pinned messages" },
  {
    method: "GET",
    path: "/channels/{channel}/events",
    command: "history",
    summary: "The channel's log: everything that happened, by seq",
  },
  { method: "GET", path: "/channels", command: "listChannels", summary: "Channels by name" },
  { method: "POST", path: "/channels", command: "createChannel", summary: "Create a channel" },
  {
    method: "PATCH",
    path: "/channels/{channel}",
    command: "updateChannel",
    summary: "Change one setting of a channel",
  },
  { method: "POST", path: "/direct", command: "openDirect", summary: "The direct channel with some users" },
  {
    method: "GET",
    path: "/channels/{channel}/members",
    command: "listMembers",
    summary: "Members of a channel, by id",
  },
  {
    method: "POST",
    path: "/channels/{channel}/members",
    command: "addMembers",
    summary: "Add members to a channel",
  },
  {
    method: "DELETE",
    path: "/channels/{channel}/members/{user}",
    command: "removeMember",
    summary: "Remove a member from a channel",
  },
  { method: "POST", path: "/channels/{channel}/join", command: "joinChannel", summary: "Join a channel" },
  { method: "POST", path: "/channels/{channel}/leave", command: "leaveChannel", summary: "Leave a channel" },
  {
    method: "PUT",
    path: "/channels/{channel}/read/{seq}",
    command: "markRead",
    summary: "Set how far one has read",
  },
  { method: "GET", path: "/unread", command: "getUnread", summary: "Unread and mention counts" },
  { method: "GET", path: "/users", command: "listUsers", summary: "Users by name" },
  { method: "GET", path: "/search", command: "search", summary: "Search messages" },
];

/** The address by which every command can be done: POST with its JSON. */
export const COMMAND_PATH = "/commands/{command}";
