import { deleteMessage } from "./delete-message.ts";
import { editMessage } from "./edit-message.ts";
import { getMessages, listEdits, listPins } from "./get-messages.ts";
import { listMessages } from "./list-messages.ts";
import { pinMessage, unpinMessage } from "./pins.ts";
import { addReaction, removeReaction } from "./reactions.ts";
import { sendMessage } from "./send-message.ts";

/** Messages, and what is done to them. */
export const MESSAGE_WRITES = {
  sendMessage,
  editMessage,
  deleteMessage,
  addReaction,
  removeReaction,
  pinMessage,
  unpinMessage,
};

export const MESSAGE_READS = {
  listMessages,
  getMessages,
  listPins,
  listEdits,
};
