import { deleteMessage } from "./delete-message.ts";
import { setDraft } from "./drafts.ts";
import { editMessage } from "./edit-message.ts";
import { followThread } from "./follow-thread.ts";
import { getMessages, listEdits, listPins } from "./get-messages.ts";
import { listMentions } from "./list-mentions.ts";
import { listMessages } from "./list-messages.ts";
import { listThreads } from "./list-threads.ts";
import { pinMessage, unpinMessage } from "./pins.ts";
import { addReaction, removeReaction } from "./reactions.ts";
import { cancelScheduled, scheduledMessage, scheduleMessage } from "./scheduled.ts";
import { sendMessage, sentMessage } from "./send-message.ts";
import { dueScheduled, failScheduled, nextScheduled, sendScheduled } from "./send-scheduled.ts";

/** Messages, and what is done to them. */
export const MESSAGE_WRITES = {
  sendMessage,
  sentMessage,
  editMessage,
  deleteMessage,
  addReaction,
  removeReaction,
  pinMessage,
  unpinMessage,
  followThread,
  setDraft,
  scheduleMessage,
  cancelScheduled,
  sendScheduled,
  failScheduled,
};

export const MESSAGE_READS = {
  listMessages,
  getMessages,
  listPins,
  listEdits,
  listThreads,
  listMentions,
  scheduledMessage,
  nextScheduled,
  dueScheduled,
};
