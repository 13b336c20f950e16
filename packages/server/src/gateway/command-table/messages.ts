import { cancelScheduled } from "../../commands/cancel-scheduled.ts";
import { deleteMessage } from "../../commands/delete-message.ts";
import { editMessage } from "../../commands/edit-message.ts";
import { followThread } from "../../commands/follow-thread.ts";
import { getMessages } from "../../commands/get-messages.ts";
import { listEdits } from "../../commands/list-edits.ts";
import { listMentions } from "../../commands/list-mentions.ts";
import { listMessages } from "../../commands/list-messages.ts";
import { listPins } from "../../commands/list-pins.ts";
import { listThreads } from "../../commands/list-threads.ts";
import { pinMessage, unpinMessage } from "../../commands/pins.ts";
import { addReaction, removeReaction } from "../../commands/reactions.ts";
import { scheduleMessage } from "../../commands/schedule-message.ts";
import { search } from "../../commands/search.ts";
import { setDraft } from "../../commands/set-draft.ts";
import type { CommandName, Rows } from "./row.ts";

/** Messages in their current state, and what is done to them. */
export const MESSAGES = {
  editMessage: { handler: editMessage, scope: "messages:write" },
  deleteMessage: { handler: deleteMessage, scope: "messages:write" },
  addReaction: { handler: addReaction, scope: "messages:write" },
  removeReaction: { handler: removeReaction, scope: "messages:write" },
  pinMessage: { handler: pinMessage, scope: "messages:write" },
  unpinMessage: { handler: unpinMessage, scope: "messages:write" },
  listMessages: { handler: listMessages, scope: "messages:read" },
  getMessages: { handler: getMessages, scope: "messages:read" },
  listEdits: { handler: listEdits, scope: "messages:read" },
  search: { handler: search, scope: "messages:read" },
  listThreads: { handler: listThreads, scope: "messages:read" },
  followThread: { handler: followThread, scope: "messages:read" },
  listMentions: { handler: listMentions, scope: "messages:read" },
  setDraft: { handler: setDraft, scope: "messages:write" },
  scheduleMessage: { handler: scheduleMessage, scope: "messages:write" },
  cancelScheduled: { handler: cancelScheduled, scope: "messages:write" },
  listPins: { handler: listPins, scope: "messages:read" },
} satisfies Partial<Rows<CommandName>>;
