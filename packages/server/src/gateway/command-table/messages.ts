import { deleteMessage } from "../../commands/delete-message.ts";
import { editMessage } from "../../commands/edit-message.ts";
import { getMessages } from "../../commands/get-messages.ts";
import { listEdits } from "../../commands/list-edits.ts";
import { listMessages } from "../../commands/list-messages.ts";
import { listPins } from "../../commands/list-pins.ts";
import { pinMessage, unpinMessage } from "../../commands/pins.ts";
import { addReaction, removeReaction } from "../../commands/reactions.ts";
import { search } from "../../commands/search.ts";
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
  listPins: { handler: listPins, scope: "messages:read" },
} satisfies Partial<Rows<CommandName>>;
