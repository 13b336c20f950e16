import { createEmoji, deleteEmoji, listEmoji } from "../../commands/emoji.ts";
import { getFileLinks } from "../../commands/get-file-links.ts";
import { listFiles } from "../../commands/list-files.ts";
import type { CommandName, Rows } from "./row.ts";

/** Files and emoji. */
export const FILES = {
  getFileLinks: { handler: getFileLinks, scope: "messages:read" },
  listFiles: { handler: listFiles, scope: "messages:read" },
  createEmoji: { handler: createEmoji, scope: "people" },
  deleteEmoji: { handler: deleteEmoji, scope: "people" },
  listEmoji: { handler: listEmoji, scope: "messages:read" },
} satisfies Partial<Rows<CommandName>>;
