import type { ReplyBody, UserCommand } from "@hubbub/protocol";

import type { ApiRoute } from "./routes.ts";

/** What commands of the API are answered with, if not with `done`. */
const REPLIES: Partial<Record<UserCommand["case"], ReplyBody["case"]>> = {
  send: "sent",
  listMessages: "messages",
  editMessage: "logged",
  deleteMessage: "logged",
  addReaction: "logged",
  removeReaction: "logged",
  pinMessage: "logged",
  unpinMessage: "logged",
  listPins: "messages",
  history: "events",
  listChannels: "channels",
  createChannel: "channel",
  updateChannel: "logged",
  openDirect: "channel",
  listMembers: "users",
  addMembers: "logged",
  removeMember: "logged",
  joinChannel: "channel",
  getUnread: "unread",
  listUsers: "users",
  search: "found",
};

export const replyOf = (command: ApiRoute["command"]): ReplyBody["case"] => REPLIES[command] ?? "done";
