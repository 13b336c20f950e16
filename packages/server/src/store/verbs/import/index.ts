import { importChannel, importMembers } from "./import-channel.ts";
import { endImport, importCursors, importFollows } from "./import-cursors.ts";
import { importFile } from "./import-file.ts";
import { importMessages } from "./import-messages.ts";
import { importPins } from "./import-pins.ts";
import { importAvatar, importEmoji, importUsers } from "./import-users.ts";

/** What an import writes: all of it can be done again, and is there once. */
export const IMPORT_WRITES = {
  importUsers,
  importAvatar,
  importEmoji,
  importChannel,
  importMembers,
  importFile,
  importMessages,
  importPins,
  importCursors,
  importFollows,
  endImport,
};
