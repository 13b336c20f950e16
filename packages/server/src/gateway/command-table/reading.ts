import { getReceipts } from "../../commands/get-receipts.ts";
import { getUnread } from "../../commands/get-unread.ts";
import { listUsers } from "../../commands/list-users.ts";
import { markAllRead } from "../../commands/mark-all-read.ts";
import { markRead } from "../../commands/mark-read.ts";
import { setIdle } from "../../commands/set-idle.ts";
import { setPreferences } from "../../commands/set-preferences.ts";
import { setProfile } from "../../commands/set-profile.ts";
import { setStatus } from "../../commands/set-status.ts";
import { watchUsers } from "../../commands/watch-users.ts";
import type { CommandName, Rows } from "./row.ts";

/** Cursors, presence, and what is a user's own. */
export const READING = {
  markRead: { handler: markRead, scope: "messages:read" },
  markAllRead: { handler: markAllRead, scope: "messages:read" },
  getUnread: { handler: getUnread, scope: "messages:read" },
  getReceipts: { handler: getReceipts, scope: "messages:read" },
  listUsers: { handler: listUsers, scope: "users:read" },
  watchUsers: { handler: watchUsers, scope: "users:read" },
  setStatus: { handler: setStatus, scope: "messages:write" },
  setIdle: { handler: setIdle, scope: "messages:write" },
  setProfile: { handler: setProfile, scope: "people" },
  setPreferences: { handler: setPreferences, scope: "people" },
} satisfies Partial<Rows<CommandName>>;
