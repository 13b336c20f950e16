import { exportMessages } from "./export-messages.ts";
import {
  exportChannels,
  exportFiles,
  exportFollows,
  exportInstance,
  exportMembers,
  exportPins,
  exportUsers,
} from "./export-rows.ts";

/** All that a server holds of its chat, page by page. */
export const EXPORT_READS = {
  exportInstance,
  exportUsers,
  exportChannels,
  exportMembers,
  exportMessages,
  exportFollows,
  exportPins,
  exportFiles,
};
